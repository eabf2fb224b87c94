package dev.ordersaga.order;

import java.util.List;

/**
 * What an operator decided about what could not be undone.
 *
 * @param attribution who decided it, when and why
 * @param residuals what was left over when it was decided
 * @param delivered whether the saga is known to have taken it
 */
public record RepairDecision(
        Resolution resolution, Attribution attribution, List<Residual> residuals, boolean delivered) {

    /** What the saga is told to do. */
    public enum Resolution {
        /** Undo again what is left over. */
        RETRY,
        /** Leave what is left over as it is; it stays listed on the order. */
        SKIP,
        /** It was undone by other means. */
        DONE
    }

    /** @throws IllegalArgumentException for a SKIP without a reason */
    public RepairDecision {
        if (resolution == Resolution.SKIP && attribution.reason() == null) {
            throw new IllegalArgumentException("a SKIP needs a reason");
        }
        residuals = List.copyOf(residuals);
    }

    RepairDecision taken() {
        return new RepairDecision(resolution, attribution, residuals, true);
    }
}
