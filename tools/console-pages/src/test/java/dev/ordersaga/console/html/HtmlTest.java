package dev.ordersaga.console.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void whatIsPutIntoATemplateIsText() {
        assertThat(Html.of("<p title=\"{}\">{}</p>", "\" onclick='x'", "<script>alert(1)</script> & more")
                        .markup())
                .isEqualTo(
                        "<p title=\"&quot; onclick=&#39;x&#39;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>");
    }

    @Test
    void markupStaysMarkupAloneAndInLists() {
        Html bold = Html.of("<b>{}</b>", "<");

        assertThat(Html.of("<p>{}{}</p>", bold, List.of(bold, bold)).markup())
                .isEqualTo("<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>");
    }

    @Test
    void aValueIsNotReadAsATemplate() {
        assertThat(Html.of("<p>{}</p>", "{}").markup()).isEqualTo("<p>{}</p>");
    }

    @Test
    void holesAndValuesMustMatch() {
        assertThatThrownBy(() -> Html.of("<p>{}</p>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("<p></p>", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNullCharacterIsShownAsTheReplacementThatABrowserWouldPut() {
        assertThat(Html.text("a\0b").markup()).isEqualTo("a\uFFFDb");
    }
}
