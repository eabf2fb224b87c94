package dev.ordersaga.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.WithoutFunctions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Topic;

class SnsServiceTest {

    private LocalAws aws;
    private SnsClient sns;

    @BeforeEach
    void start() {
        aws = LocalAws.start(WithoutFunctions.options());
        sns = Clients.sns(aws);
    }

    @AfterEach
    void close() {
        sns.close();
        aws.close();
    }

    @Test
    void aMessageIsKeptAsItWasSent() {
        String topic = sns.createTopic(r -> r.name("orders")).topicArn();
        String message = "a <b> & \"c\" = 100 % \u00e9\n";

        String id = sns.publish(r -> r.topicArn(topic).subject("Confirmed").message(message))
                .messageId();

        assertThat(topic).isEqualTo("arn:aws:sns:us-east-1:000000000000:orders");
        assertThat(aws.events().on(topic)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(id);
            assertThat(event.detail()).isEqualTo(message);
            assertThat(event.detailType()).isEqualTo("Confirmed");
        });
    }

    @Test
    void aTopicIsMadeOnceAndListed() {
        String first = sns.createTopic(r -> r.name("orders")).topicArn();

        assertThat(sns.createTopic(r -> r.name("orders")).topicArn()).isEqualTo(first);
        assertThat(sns.listTopics().topics()).extracting(Topic::topicArn).containsExactly(first);

        sns.deleteTopic(r -> r.topicArn(first));

        assertThat(sns.listTopics().topics()).isEmpty();
    }

    @Test
    void whatAwsRefusesIsRefused() {
        assertThatThrownBy(() -> sns.publish(r ->
                        r.topicArn("arn:aws:sns:us-east-1:000000000000:none").message("m")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Topic does not exist");
        assertThatThrownBy(() -> sns.createTopic(r -> r.name("no/such"))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void oddArgumentsGetTheErrorsOfAws() {
        assertThatThrownBy(() -> sns.deleteTopic(r -> r.topicArn("tea")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(
                        "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1");
        assertThatThrownBy(() -> sns.publish(r -> r.topicArn("arn:aws:sns").message("m")))
                .hasMessageContaining("An ARN must have at least 6 elements, not 3");
        assertThatThrownBy(() -> sns.unsubscribe(r -> r.subscriptionArn("tea")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("SubscriptionArn Reason: An ARN must have at least 6 elements, not 1");
        assertThatThrownBy(() -> sns.getSubscriptionAttributes(r -> r.subscriptionArn("tea")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> sns.listTopics(r -> r.nextToken("tea"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> sns.createTopic(r -> r.name("t".repeat(257))))
                .isInstanceOf(InvalidParameterException.class);
        String topic = sns.createTopic(r -> r.name("subjects")).topicArn();
        assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("m").subject("s".repeat(101))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: Subject");
        assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("m").subject("two\nlines")))
                .isInstanceOf(InvalidParameterException.class);
        sns.deleteTopic(r -> r.topicArn(topic + "-none"));
    }

    @Test
    void manyTopicsAreListedPageByPage() {
        for (int i = 0; i < 101; i++) {
            String name = "many-" + i;
            sns.createTopic(r -> r.name(name));
        }
        assertThat(sns.listTopics().topics()).hasSize(100);
        assertThat(sns.listTopicsPaginator().topics())
                .hasSizeGreaterThanOrEqualTo(101)
                .doesNotHaveDuplicates();
    }

    @Test
    void subscriptionsAreRefusedAndItIsSaidWhy() {
        assertThatExceptionOfType(SnsException.class)
                .isThrownBy(() -> sns.subscribe(r -> r.protocol("sqs")))
                .withMessageContaining("Subscribe");
    }
}
