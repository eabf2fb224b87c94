package dev.ordersaga.saga.place;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.TestcontainersConfiguration;

/** The Docker of this machine; asked once a JVM. */
final class Docker {

    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** The one that the functions' containers are made of: deploy/localstack/ready.d/deploy.sh fetches it, too. */
    private static final String LAMBDA_IMAGE = "public.ecr.aws/lambda/java:25";

    /** What Testcontainers has its watcher made of; {@code TESTCONTAINERS_RYUK_DISABLED=true} goes without. */
    private static final String RYUK_IMAGE = "testcontainers/ryuk:0.14.0";

    /** Why LocalStack cannot be started; empty where it can. */
    static final Optional<String> WHY_NO_LOCALSTACK = whyNot();

    private Docker() {}

    private static Optional<String> whyNot() {
        Optional<String> missing;
        try {
            // Which engine it is, before anything is started there: the watcher's image may be the one that is missing.
            missing = DockerImages.at(
                            DockerClientFactory.instance().getTransportConfig().getDockerHost(), SILENCE)
                    .flatMap(images -> images.whyNotToBeHad(images()));
        } catch (IllegalStateException e) {
            return Optional.of("Docker does not answer");
        }
        if (missing.isPresent()) {
            return missing;
        }
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("Docker does not answer");
    }

    private static List<String> images() {
        List<String> images = new ArrayList<>(List.of(LocalStackPlace.IMAGE, LAMBDA_IMAGE));
        if (!Boolean.parseBoolean(
                TestcontainersConfiguration.getInstance().getEnvVarOrProperty("ryuk.disabled", "false"))) {
            images.add(RYUK_IMAGE);
        }
        return images;
    }
}
