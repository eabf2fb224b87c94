package dev.ordersaga.console.live;

import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.web.EventStream;

/** Tells a page what has happened to a run since what it knows; ends when the run has. */
public final class RunFeed implements LiveSource {

    private final SeenRuns runs;
    private final String arn;
    private long told;
    private String status = "";
    private boolean away;

    /**
     * Goes on from an event.
     *
     * @param after the last event that the page knows
     */
    public RunFeed(SeenRuns runs, String arn, long after) {
        this.runs = runs;
        this.arn = arn;
        this.told = after;
    }

    @Override
    public boolean tell(EventStream stream) {
        SeenRun run;
        try {
            run = runs.read(arn);
        } catch (EndpointAway e) {
            away = away || stream.offer("away", "{}");
            return true;
        } catch (EndpointRefused e) {
            stream.offer("end", "{}");
            return false;
        }
        if (away) {
            away = !stream.offer("back", "{}");
            return true;
        }
        String now = run.details().summary().status().name();
        boolean news = run.view().lastEvent() > told || !now.equals(status);
        if (news) {
            if (!stream.offer("run", RunJson.since(run, told))) {
                return true;
            }
            told = run.view().lastEvent();
            status = now;
            return true;
        }
        return !run.hasEnded() || !stream.offer("end", "{}");
    }
}
