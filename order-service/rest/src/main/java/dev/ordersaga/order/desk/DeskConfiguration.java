package dev.ordersaga.order.desk;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.OrderLists;
import dev.ordersaga.order.RequestCancellation;
import dev.ordersaga.order.access.TokenRoles;
import dev.ordersaga.order.desk.signin.DynamoDbBrowserStore;
import dev.ordersaga.order.desk.signin.SignInConfiguration;
import dev.ordersaga.order.dynamodb.DynamoDbOrderLists;
import dev.ordersaga.order.saga.FindOrder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The desk at {@code /} and {@code /desk}.
 *
 * <p>Besides what REST needs: DESK_CLIENT_ID, who it is at the issuer (default JWT_AUDIENCE), with DESK_CLIENT_SECRET if it has one;
 * DESK_DISCOVERY_URI and DESK_TOKEN_URI, where this process reaches the issuer by another name than browsers do; STAGE, {@code local}
 * where orders may be placed with test payment methods; REVIEW_TIMEOUT_SECONDS and STUCK_AFTER_MINUTES, as the template says;
 * DESK_SESSIONS_TABLE, where sessions are kept when several processes share them; PAYMENT_FUNCTION and INVENTORY_FUNCTION, which are asked for an order's money and stock.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    DeskDecisionController.class,
    DeskRefusals.class,
    HomeController.class,
    OrderPagesController.class,
    PlacingController.class,
    WaitingController.class
})
public class DeskConfiguration {

    @Bean
    DeskSettings deskSettings(
            @Value("${STAGE:aws}") String stage,
            @Value("${REVIEW_TIMEOUT_SECONDS:0}") long reviewTimeoutSeconds,
            @Value("${STUCK_AFTER_MINUTES:180}") long stuckAfterMinutes,
            @Value("${PAYMENT_FUNCTION:}") String paymentFunction,
            @Value("${INVENTORY_FUNCTION:}") String inventoryFunction) {
        return new DeskSettings(
                stage.equals("local"),
                Duration.ofSeconds(reviewTimeoutSeconds),
                Duration.ofMinutes(stuckAfterMinutes),
                paymentFunction,
                inventoryFunction);
    }

    @Bean
    Pages pages(DeskSettings settings) {
        return new Pages(settings.places());
    }

    @Bean
    OrderLists orderLists(DynamoDbClient dynamoDb, @Value("${ORDERS_TABLE}") String table) {
        return new DynamoDbOrderLists(dynamoDb, table);
    }

    @Bean
    Decisions decisions(
            FindOrder findOrder,
            RequestCancellation requestCancellation,
            DecideReview decideReview,
            DecideRepair decideRepair) {
        return new Decisions(findOrder, requestCancellation, decideReview, decideRepair);
    }

    @Bean
    @Lazy
    LambdaClient lambda(SdkHttpClient http) {
        return LambdaClient.builder().httpClient(http).build();
    }

    @Bean
    HeldForOrder holdings(ObjectProvider<LambdaClient> lambda, DeskSettings settings) {
        return new HeldForOrder(lambda::getObject, settings.paymentFunction(), settings.inventoryFunction());
    }

    /** Before REST's, which takes whatever the desk's does not. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain deskFilters(
            HttpSecurity http,
            Pages pages,
            Clock clock,
            @Value("${JWT_ISSUER}") String issuer,
            @Value("${JWT_JWKS_URI:${JWT_ISSUER}/.well-known/jwks.json}") String keys,
            @Value("${DESK_DISCOVERY_URI:${JWT_ISSUER}/.well-known/openid-configuration}") String discovery,
            @Value("${DESK_TOKEN_URI:}") String token,
            @Value("${DESK_CLIENT_ID:${JWT_AUDIENCE:order-saga}}") String clientId,
            @Value("${DESK_CLIENT_SECRET:}") String clientSecret,
            @Value("${DESK_SESSIONS_TABLE:}") String sessionsTable,
            ObjectProvider<DynamoDbClient> dynamoDb,
            @Value("${JWT_ROLES_CLAIM:roles}") String rolesClaim)
            throws Exception {
        return SignInConfiguration.chain(
                http,
                new SignInConfiguration.Settings(issuer, keys, discovery, token, clientId, clientSecret, rolesClaim),
                sessionsTable.isEmpty() ? null : new DynamoDbBrowserStore(dynamoDb.getObject(), sessionsTable, clock),
                TokenRoles::names,
                pages,
                clock);
    }
}
