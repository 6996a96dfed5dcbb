/* Goal: a PDF is made of what is drawn, on the lines where it was measured, the same bytes each
 * time; what no PDF can hold is left out. */
#include "testing.h"

#include "io/documents/pdf.h"
#include "io/documents/pdf_catalog.h"

#include <string.h>

/* Fontconfig keeps what it read until the process ends, and that is no leak of ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static Arena arena;
static const PdfFont plain = {.tenths = 100};
static const PdfFont right = {.tenths = 100, .align = PDF_RIGHT};

static Text made(void (*draw)(Pdf *))
{
    PdfInfo info = {TEXT("Titel"), TEXT("Onderwerp"), TEXT("Auteur"), 20000};
    const char *reason;
    Pdf *pdf = pdf_begin(&arena, &info);
    pdf_page(pdf);
    draw(pdf);
    Text bytes = pdf_end(pdf, &reason);
    if (!bytes.length) fail_msg("%s", reason);
    return bytes;
}

static bool holds(Text text, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.length; i++)
        if (!memcmp(text.at + i, part, length)) return true;
    return false;
}

static void a_text_wraps_where_it_is_too_wide(void **state)
{
    (void)state;
    Pdf *pdf = pdf_measure(&arena);
    pdf_page(pdf);
    i32 one = pdf_text_height(pdf, 50000, TEXT("een"), plain);
    assert_true(one > 3500 && one < 5500); /* 10 points are 3.5 mm */
    i32 width = pdf_text_width(pdf, TEXT("een twee drie"), plain);
    assert_true(pdf_text_height(pdf, width + 10, TEXT("een twee drie"), plain) == one);
    assert_true(pdf_text_height(pdf, width - 500, TEXT("een twee drie"), plain) > one);
    i32 three = pdf_text_height(pdf, 10000, TEXT("een twee drie"), plain);
    assert_true(three > 3 * one && three < 4 * one);
    assert_number(pdf_text_height(pdf, 10000, TEXT("een\ntwee\ndrie"), plain), three);
    /* a word that is wider than its column goes on below, and the sides do not matter */
    Text word = TEXT("Arbeidsongeschiktheidsverzekering");
    assert_true(pdf_text_height(pdf, 20000, word, plain) > 2 * one);
    assert_number(pdf_text_height(pdf, 20000, word, right),
                  pdf_text_height(pdf, 20000, word, plain));
    assert_number(pdf_text_height(pdf, 20000, TEXT(""), plain), 0);
    assert_number(pdf_text(pdf, "P", 0, 0, 10000, TEXT("een twee drie"), plain), three);
}

static void an_amount_stays_with_its_sign(void **state)
{
    (void)state;
    Pdf *pdf = pdf_measure(&arena);
    i32 width = pdf_text_width(pdf, TEXT("bedrag €"), plain) + 500;
    i32 one = pdf_text_height(pdf, width, TEXT("bedrag"), plain);
    i32 two = pdf_text_height(pdf, width, TEXT("bedrag\n€ 1"), plain);
    /* "€" would fit on the first line, but its amount does not */
    assert_number(pdf_text_height(pdf, width,
                                  TEXT("bedrag €\xC2\xA0"
                                       "12.345"),
                                  plain),
                  two);
    assert_true(two > one);
    assert_number(pdf_text_width(pdf,
                                 TEXT("€\xC2\xA0"
                                      "1"),
                                 plain),
                  pdf_text_width(pdf, TEXT("€ 1"), plain));
}

static void draw_texts(Pdf *pdf)
{
    pdf_text(pdf, "H1", 20000, 20000, 100000, TEXT("Één é ë ĳ €"), plain);
    pdf_text(pdf, "P", 20000, 40000, 30000, TEXT("een zin die over meer dan een regel gaat"),
             right);
    pdf_line(pdf, 20000, 60000, 90000, 60000, 200, 0x112233);
    pdf_fill(pdf, 20000, 70000, 50000, 10000, 0xEEEEEE);
    pdf_link(pdf, 20000, 90000, 50000, TEXT("a@b.nl"), plain, TEXT("mailto:a@b.nl"));
    pdf_page(pdf);
    pdf_text(pdf, NULL, 20000, 20000, 100000, TEXT("los"), plain);
}

static void draw_others(Pdf *pdf)
{
    pdf_text(pdf, "P", 0, 0, 100000, TEXT("iets anders"), plain);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
    (void)state;
    Text first = made(draw_texts);
    Text others = made(draw_others);
    Text second = made(draw_texts);
    assert_true(text_equal(first, second));
    assert_false(text_equal(first, others));
    assert_true(text_starts(first, TEXT("%PDF-1.5")));
    assert_true(holds(first, "/CreationDate (20241004120000Z00'00)") ||
                holds(first, "/CreationDate (20241004120000Z)"));
    assert_true(holds(first, "/Lang (nl-NL)"));
    assert_true(holds(first, "/Type /StructTreeRoot"));
    assert_true(holds(first, "mailto:a@b.nl"));
    assert_true(holds(first, "/Count 2"));
}

static void draw_clean(Pdf *pdf)
{
    pdf_text(pdf, "P", 0, 0, 100000, TEXT("abc"), plain);
    pdf_link(pdf, 0, 9000, 100000, TEXT("a@b"), plain, TEXT(""));
}

static void draw_harmful(Pdf *pdf)
{
    pdf_text(pdf, "P", 0, 0, 100000,
             TEXT("a\xE2\x80\xAE"
                  "b\x01\xE2\x81\xA6"
                  "c\xFF"),
             plain);
    pdf_link(pdf, 0, 9000, 100000, TEXT("a@b"), plain, TEXT("mailto:a' rect=[0 0 9 9]"));
}

static void what_turns_or_ends_a_text_is_left_out(void **state)
{
    (void)state;
    assert_true(text_equal(made(draw_clean), made(draw_harmful)));
}

/* --- images ----------------------------------------------------------------------------------- */

/* One pixel. */
static const char png[] = "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122"
                          "\000\000\000\001\000\000\000\001\010\002\000\000\000\220\167\123\336"
                          "\000\000\000\014\111\104\101\124"
                          "\170\234\143\140\140\140\000\000\000\004\000\001\366\027\070\125"
                          "\000\000\000\000\111\105\116\104\256\102\140\202";

static void draw_image(Pdf *pdf)
{
    assert_number(pdf_image(pdf, 0, 0, 50000, 20000, (Text){png, sizeof png - 1}), 20000);
    assert_number(pdf_image(pdf, 0, 0, 20000, 50000, (Text){png, sizeof png - 1}), 20000);
    pdf_text(pdf, "P", 0, 60000, 90000, TEXT("eronder"), plain);
}

static void draw_no_image(Pdf *pdf)
{
    for (size_t length = 0; length < sizeof png - 13; length++) {
        char bytes[sizeof png];
        memcpy(bytes, png, sizeof png);
        if (length > 8) bytes[length] = (char)(bytes[length] ^ 0x40);
        (void)pdf_image(pdf, 0, 0, 9000, 9000, (Text){bytes, sizeof png - 1});
        (void)pdf_image(pdf, 0, 0, 9000, 9000, (Text){png, length});
    }
    assert_number(pdf_image(pdf, 0, 0, 9000, 9000, TEXT("GIF89a")), 0);
}

static void an_image_fits_in_its_box_and_a_bad_one_is_none(void **state)
{
    (void)state;
    Text bytes = made(draw_image);
    assert_true(holds(bytes, "/Subtype /Image"));
    assert_false(holds(made(draw_others), "/Subtype /Image"));
    (void)made(draw_no_image);
}

/* --- the catalog ------------------------------------------------------------------------------ */

static void a_document_that_is_not_known_stays_as_it_is(void **state)
{
    (void)state;
    static const char *const documents[] = {
        "",
        "%PDF",
        "/Type /Catalog\nendobj\nxref\nx\nstartxref\n99\n%%EOF",
        "/Type /Catalog\nendobj\n2 0 obj\n<< >>\nendobj\nxref\nx\nstartxref\n44\n%%EOF",
        "xref\nstartxref\n0\n",
        "/Type /Catalog\nendobj\nxref\nx\nstartxref\nab\n%%EOF"};
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        Text text = text_of(documents[i]);
        assert_true(text_equal(pdf_catalog_complete(&arena, text), text));
    }
    Text known = TEXT("<< /Type /Catalog\n>>\nendobj\nxref\nx\nstartxref\n28\n%%EOF");
    assert_text(pdf_catalog_complete(&arena, known),
                "<< /Type /Catalog\n   /Lang (nl-NL)\n"
                "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\nxref\nx\n"
                "startxref\n95\n%%EOF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_wraps_where_it_is_too_wide),
        cmocka_unit_test(an_amount_stays_with_its_sign),
        cmocka_unit_test(the_same_calls_give_the_same_bytes),
        cmocka_unit_test(what_turns_or_ends_a_text_is_left_out),
        cmocka_unit_test(an_image_fits_in_its_box_and_a_bad_one_is_none),
        cmocka_unit_test(a_document_that_is_not_known_stays_as_it_is),
    };
    return RUN(tests);
}
