/* The frame of a page. In: calls; out: HTML. Holds always: a text is escaped; every element that is
 * opened is closed, or HTML closes it; the policy names the hashes of the style and script that the
 * page has. */
#include "io/report/page.h"

#include "io/report/assets.h"
#include "io/write/sha256.h"

#define PUT(page, literal) build_text(&(page)->body, TEXT(literal))

/* --- text ------------------------------------------------------------------------------------- */

/* How many bytes at `at` are one character that turns the direction of text, or none of HTML. */
static size_t unwanted_at(Text text, size_t at)
{
    u8 byte = (u8)text.at[at];
    if (byte < ' ' || byte == 0x7F) return byte == '\t' || byte == '\n' ? 0 : 1;
    if (byte == 0xC2 && at + 1 < text.length && (u8)text.at[at + 1] < 0xA0) return 2; /* C1 */
    if (byte != 0xE2 || at + 2 >= text.length) return 0;
    u8 second = (u8)text.at[at + 1], third = (u8)text.at[at + 2];
    bool turns = (second == 0x80 && third >= 0xAA && third <= 0xAE) || /* U+202A … U+202E */
                 (second == 0x81 && third >= 0xA6 && third <= 0xA9);   /* U+2066 … U+2069 */
    return turns ? 3 : 0;
}

void web_text(TextBuilder *out, Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        size_t unwanted = unwanted_at(text, i);
        if (unwanted) {
            i += unwanted - 1;
            continue;
        }
        switch (text.at[i]) {
        case '&': build_text(out, TEXT("&amp;")); break;
        case '<': build_text(out, TEXT("&lt;")); break;
        case '>': build_text(out, TEXT("&gt;")); break;
        case '"': build_text(out, TEXT("&quot;")); break;
        case '\'': build_text(out, TEXT("&#39;")); break;
        default: build_char(out, text.at[i]);
        }
    }
}

void web_words(TextBuilder *out, Text text)
{
    enum { WORD_MOST = 24 };
    size_t from = 0, word = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (((u8)text.at[i] & 0xC0) == 0x80) continue;
        bool ends = text.at[i] == ' ' || text.at[i] == '-';
        word = ends ? 0 : word + 1;
        if (word <= WORD_MOST) continue;
        web_text(out, text_slice(text, from, i));
        build_text(out, TEXT("<wbr>"));
        from = i;
        word = 1;
    }
    web_text(out, text_slice(text, from, text.length));
}

Text web_short(Arena *arena, Text text, size_t most)
{
    size_t characters = 0, end = 0, keep = 0;
    ASSERT(most > 0);
    for (; end < text.length; end++) {
        if (((u8)text.at[end] & 0xC0) == 0x80) continue;
        if (characters + 1 == most) keep = end;
        if (characters++ == most) break;
    }
    if (end == text.length) return text;
    return JOIN(arena, text_trim(text_slice(text, 0, keep)), TEXT("…"));
}

/* --- frame ------------------------------------------------------------------------------------ */

WebPage web_begin(Arena *arena, const WebHead *head)
{
    return (WebPage){
        .arena = arena, .body = {.arena = arena}, .contents = {.arena = arena}, .head = *head};
}

static void put_policy(TextBuilder *out, Text style, Text script)
{
    build_text(out, TEXT("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                         "'none'; script-src 'sha256-"));
    build_text(out, sha256_base64(out->arena, script));
    build_text(out, TEXT("'; style-src 'sha256-"));
    build_text(out, sha256_base64(out->arena, style));
    build_text(out, TEXT("'; img-src data:; base-uri 'none'; form-action 'none'\">\n"));
}

static void put_head(TextBuilder *out, const WebHead *head, Text style, Text script)
{
    build_text(out,
               TEXT("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n"));
    put_policy(out, style, script);
    build_text(out, TEXT("<meta name=\"viewport\" content=\"width=device-width, "
                         "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                         "<meta name=\"referrer\" content=\"no-referrer\">\n"
                         "<meta name=\"robots\" content=\"noindex\">\n<title>"));
    web_text(out, head->title);
    build_text(out, TEXT(" – "));
    web_text(out, head->kind);
    build_text(out, TEXT("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>"));
    build_text(out, style);
    build_text(out, TEXT("</style>\n</head>\n<body>\n"));
}

static void put_mark(TextBuilder *out, const WebMark *mark)
{
    static const char *const tones[] = {[TONE_PLAIN] = "",
                                        [TONE_GOOD] = " class=\"good\"",
                                        [TONE_NOTE] = " class=\"note\"",
                                        [TONE_BAD] = " class=\"bad\""};
    static const char *const signs[] = {
        [TONE_PLAIN] = "", [TONE_GOOD] = "✓ ", [TONE_NOTE] = "⚑ ", [TONE_BAD] = "✗ "};
    build_text(out, JOIN(out->arena, TEXT("<div"), text_of(tones[mark->tone]), TEXT("><dt>")));
    web_text(out, mark->label);
    build_text(out, TEXT("</dt><dd class=\"v\">"));
    build_text(out, text_of(signs[mark->tone]));
    web_text(out, mark->value);
    build_text(out, TEXT("</dd>"));
    if (mark->more.length) {
        build_text(out, TEXT("<dd class=\"m\">"));
        web_text(out, mark->more);
        build_text(out, TEXT("</dd>"));
    }
    build_text(out, TEXT("</div>\n"));
}

static void put_top(TextBuilder *out, const WebPage *page)
{
    const WebHead *head = &page->head;
    build_text(out, TEXT("<a class=\"skip\" href=\"#inhoud\">Naar de inhoud</a>\n"
                         "<header class=\"top\"><div class=\"wrap\">\n<p class=\"kind\">"));
    web_text(out, head->kind);
    build_text(out, TEXT("</p>\n<h1>"));
    web_text(out, head->title);
    build_text(out, TEXT("</h1>\n<p class=\"about\">"));
    web_text(out, head->about);
    build_text(out, TEXT("</p>\n</div></header>\n<main class=\"wrap\" id=\"inhoud\" "
                         "tabindex=\"-1\">\n<p class=\"lead\">"));
    web_text(out, head->lead);
    build_text(out, TEXT("</p>\n"));
    if (head->mark_count) {
        build_text(out, TEXT("<dl class=\"marks\">\n"));
        for (size_t i = 0; i < head->mark_count; i++)
            put_mark(out, &head->marks[i]);
        build_text(out, TEXT("</dl>\n"));
    }
    build_text(out, TEXT("<nav aria-label=\"Op deze pagina\"><ul>"));
    build_text(out, built(&page->contents));
    build_text(out, TEXT("</ul></nav>\n"));
}

Text web_end(WebPage *page)
{
    TextBuilder out = {.arena = page->arena};
    Text style = {page_style, page_style_length}, script = {page_script, page_script_length};
    put_head(&out, &page->head, style, script);
    put_top(&out, page);
    build_text(&out, built(&page->body));
    build_text(&out, TEXT("</main>\n<footer class=\"wrap\"><p>"));
    web_text(&out, page->footer);
    build_text(&out,
               TEXT("</p></footer>\n<dialog id=\"uitleg\" aria-labelledby=\"uitleg-kop\"><div>"
                    "<div class=\"head\"><h2 id=\"uitleg-kop\" tabindex=\"-1\">Uitleg</h2>"
                    "<button type=\"button\">Sluit</button></div>"
                    "<div class=\"content\"></div></div></dialog>\n"));
    if (page->data.length) {
        ASSERT(text_find(page->data, '<', 0) == page->data.length);
        build_text(&out, TEXT("<script type=\"application/json\" id=\"gegevens\">"));
        build_text(&out, page->data);
        build_text(&out, TEXT("</script>\n"));
    }
    build_text(&out, TEXT("<script>"));
    build_text(&out, script);
    build_text(&out, TEXT("</script>\n</body>\n</html>\n"));
    return built(&out);
}

/* --- sections --------------------------------------------------------------------------------- */

void web_section(WebPage *page, const char *id, const char *title)
{
    Arena *arena = page->arena;
    TextBuilder *links = &page->contents;
    build_text(links, JOIN(arena, TEXT("<li><a href=\"#"), text_of(id), TEXT("\">")));
    web_text(links, text_of(title));
    build_text(links, TEXT("</a></li>"));
    build_text(&page->body, JOIN(arena, TEXT("<section id=\""), text_of(id),
                                 TEXT("\" aria-labelledby=\""), text_of(id), TEXT("-kop\">\n"),
                                 TEXT("<h2 id=\""), text_of(id), TEXT("-kop\">")));
    web_text(&page->body, text_of(title));
    PUT(page, "</h2>\n");
}

void web_section_end(WebPage *page)
{
    PUT(page, "</section>\n");
}

void web_paragraph(WebPage *page, Text text)
{
    PUT(page, "<p>");
    web_text(&page->body, text);
    PUT(page, "</p>\n");
}

void web_note(WebPage *page, Text text)
{
    PUT(page, "<p class=\"small\">");
    web_text(&page->body, text);
    PUT(page, "</p>\n");
}

void web_heading(WebPage *page, Text text)
{
    PUT(page, "<h3>");
    web_text(&page->body, text);
    PUT(page, "</h3>\n");
}

void web_list(WebPage *page)
{
    PUT(page, "<dl class=\"list\">\n");
}

void web_item(WebPage *page, Text term, Text what)
{
    PUT(page, "<dt>");
    web_text(&page->body, term);
    PUT(page, "</dt><dd>");
    web_text(&page->body, what);
    PUT(page, "</dd>\n");
}

void web_list_end(WebPage *page)
{
    PUT(page, "</dl>\n");
}
