package dev.ordersaga.order.web;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.OrderMoves;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.RequestCancellation;
import dev.ordersaga.order.access.RequesterArgument;
import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.desk.DeskConfiguration;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.order.dynamodb.DynamoDbOrders;
import dev.ordersaga.order.request.PlaceOrder;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.saga.Sagas;
import dev.ordersaga.order.stepfunctions.StateMachineArn;
import dev.ordersaga.order.stepfunctions.StepFunctionsSagas;
import dev.ordersaga.participant.snapstart.RenewableHttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The REST service, {@code java -jar order-service-rest.jar [--server.port=8080] [--server.address=127.0.0.1]}.
 *
 * <p>It needs JWT_ISSUER (see {@link SecurityConfiguration}), STATE_MACHINE_ARN, REFUND_STATE_MACHINE_ARN, ORDERS_TABLE and PRODUCTS_TABLE, and the AWS SDK's own settings (AWS_REGION, credentials,
 * AWS_ENDPOINT_URL for another place than AWS). The parts of Spring Boot it stands on are named one by one: scanning for
 * them all costs more time at start-up than the service itself.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DispatcherServletAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
})
@Import({
    DecisionController.class,
    DeskConfiguration.class,
    SecurityConfiguration.class,
    OpenApiController.class,
    OrderController.class,
    ProblemDetails.class,
    ProductController.class
})
public class RestApplication {

    private static final int WORKED_ON_AT_ONCE = 16;

    public static void main(String... args) {
        application().run(args);
    }

    /** The application with its defaults set; arguments and the environment may override them. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(RestApplication.class);
        application.setMainApplicationClass(RestApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.ofEntries(
                // Not application.properties, which is the function's.
                Map.entry("spring.config.name", "order-rest"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.shutdown", "graceful"),
                // Threads wait for what slow clients send; how many requests are worked on is ConcurrencyLimit's.
                Map.entry("server.tomcat.threads.max", "200"),
                Map.entry("server.tomcat.connection-timeout", "5s"),
                Map.entry("server.tomcat.keep-alive-timeout", "20s"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "6s"),
                Map.entry("spring.web.resources.add-mappings", "false"),
                Map.entry("spring.mvc.problemdetails.enabled", "false"),
                // No request of ours is a form.
                Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
                Map.entry("management.endpoints.web.exposure.include", "health"),
                Map.entry("management.endpoints.web.discovery.enabled", "false"),
                Map.entry("management.endpoint.health.show-details", "always"),
                // What is wrong with a request is told to whoever sent it, and no stack trace of it is kept.
                Map.entry("logging.level.org.apache.coyote", "WARN"),
                Map.entry("logging.level.org.apache.tomcat.util.http", "WARN"),
                Map.entry("logging.level.org.springframework.web.servlet.PageNotFound", "ERROR")));
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RenewableHttpClient http() {
        return new RenewableHttpClient(() -> Apache5HttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                // An attempt's time: the socket's time-out needs no timer of its own for each request.
                .socketTimeout(Duration.ofMillis(3500))
                .connectionAcquisitionTimeout(Duration.ofSeconds(4))
                // More at once would only wait on the other side, and keep the services from theirs.
                .maxConnections(64)
                .build());
    }

    @Bean
    DynamoDbClient dynamoDb(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(limits())
                .build();
    }

    @Bean
    SfnClient stepFunctions(SdkHttpClient http) {
        return SfnClient.builder()
                .httpClient(http)
                .overrideConfiguration(limits())
                .build();
    }

    /** An answer within five seconds: a customer who waits longer has left, and may safely ask again. */
    private static ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofMillis(4800))
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(2)
                        .build())
                .build();
    }

    @Bean
    DynamoDbOrders orders(DynamoDbClient dynamoDb, @Value("${ORDERS_TABLE}") String table) {
        return new DynamoDbOrders(dynamoDb, table);
    }

    @Bean
    Catalogue catalogue(DynamoDbClient dynamoDb, @Value("${PRODUCTS_TABLE}") String table) {
        return new DynamoDbCatalogue(dynamoDb, table);
    }

    @Bean
    Sagas sagas(
            SfnClient stepFunctions,
            @Value("${STATE_MACHINE_ARN}") String stateMachine,
            @Value("${REFUND_STATE_MACHINE_ARN}") String refunds) {
        return new StepFunctionsSagas(stepFunctions, new StateMachineArn(stateMachine), new StateMachineArn(refunds));
    }

    @Bean
    FindOrder findOrder(Orders orders, Sagas sagas, Clock clock) {
        return new FindOrder(orders, sagas, clock);
    }

    @Bean
    PlaceOrder placeOrder(Orders orders, Catalogue catalogue, Sagas sagas, FindOrder findOrder, Clock clock) {
        return new PlaceOrder(orders, catalogue, sagas, findOrder, clock);
    }

    @Bean
    RequestCancellation requestCancellation(OrderMoves moves, Sagas sagas, Clock clock) {
        return new RequestCancellation(moves, sagas, sagas, clock);
    }

    @Bean
    DecideReview decideReview(OrderMoves moves, Sagas sagas, Clock clock) {
        return new DecideReview(moves, sagas, clock);
    }

    @Bean
    DecideRepair decideRepair(OrderMoves moves, Sagas sagas, Clock clock) {
        return new DecideRepair(moves, sagas, clock);
    }

    @Bean
    WebMvcConfigurer callers() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequesterArgument());
            }
        };
    }

    @Bean
    FilterRegistrationBean<CardNumberFilter> cardNumberFilter() {
        FilterRegistrationBean<CardNumberFilter> filter = new FilterRegistrationBean<>(new CardNumberFilter());
        // Before all others: what they refuse names its path.
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<MalformedRequestFilter> malformedRequests() {
        FilterRegistrationBean<MalformedRequestFilter> filter =
                new FilterRegistrationBean<>(new MalformedRequestFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    StepFunctionsHealth stepFunctionsHealthIndicator(
            SfnClient stepFunctions, @Value("${STATE_MACHINE_ARN}") String stateMachine) {
        return new StepFunctionsHealth(stepFunctions, stateMachine);
    }

    @Bean
    DynamoDbHealth dynamoDbHealthIndicator(DynamoDbClient dynamoDb, @Value("${ORDERS_TABLE}") String table) {
        return new DynamoDbHealth(dynamoDb, table);
    }

    @Bean
    FilterRegistrationBean<ConcurrencyLimit> concurrencyLimit() {
        FilterRegistrationBean<ConcurrencyLimit> filter =
                new FilterRegistrationBean<>(new ConcurrencyLimit(WORKED_ON_AT_ONCE));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }
}
