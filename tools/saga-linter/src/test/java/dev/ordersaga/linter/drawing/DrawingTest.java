package dev.ordersaga.linter.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void aChoiceIsADiamondAndACatchIsDotted() {
        String drawing = Drawing.of("""
                {"StartAt": "A", "States": {
                  "A": {"Type": "Task", "Resource": "r", "Next": "B",
                        "Catch": [{"ErrorEquals": ["x.y.TooLate"], "Next": "C"}, {"ErrorEquals": ["States.ALL"], "Next": "C"}]},
                  "B": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.ok %}", "Next": "C"}], "Default": "C"},
                  "C": {"Type": "Pass", "End": true}}}
                """);

        assertThat(drawing.lines())
                .containsExactly(
                        "flowchart TD",
                        "    Start((start)) --> A",
                        "    A[A]",
                        "    A --> B",
                        "    A -.->|TooLate| C",
                        "    A -.->|any error| C",
                        "    B{B}",
                        "    B -->|\"ok\"| C",
                        "    B -->|otherwise| C",
                        "    C[C]",
                        "    C --> CEnd(((end)))");
    }
}
