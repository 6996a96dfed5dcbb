/* The catalog of a PDF. In: a document of cairo; out: the same with its language. Holds always: the
 * catalog is its last object, so that only the place of the table of objects moves.
 *
 * Cairo (1.16) cannot say in what language a text is; without it a reader guesses.
 */
#include "io/documents/pdf_catalog.h"

static size_t find_last(Text text, Text what)
{
    for (size_t i = text.length; i >= what.length; i--)
        if (!memcmp(text.at + i - what.length, what.at, what.length)) return i - what.length;
    return text.length;
}

static bool is_number(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return false;
    return text.length > 0;
}

Text pdf_catalog_complete(Arena *arena, Text pdf)
{
    static const char lines[] = "\n   /Lang (nl-NL)\n"
                                "   /ViewerPreferences << /DisplayDocTitle true >>";
    enum { TAIL = 65536 };
    Text catalog = TEXT("/Type /Catalog"), table_mark = TEXT("\nendobj\nxref\n");
    Text start_mark = TEXT("\nstartxref\n");
    size_t tail_at = pdf.length > TAIL ? pdf.length - TAIL : 0;
    size_t start = find_last(pdf, start_mark);
    size_t table = find_last(text_slice(pdf, 0, start), table_mark);
    size_t at = find_last(text_slice(pdf, 0, table), catalog);
    if (start == pdf.length || table >= start || at >= table || at < tail_at) return pdf;
    Text object = text_slice(pdf, at, table);
    bool is_last = find_last(object, TEXT("\nendobj")) == object.length;
    size_t number_at = start + start_mark.length;
    size_t number_end = text_find(pdf, '\n', number_at);
    Text place = text_slice(pdf, number_at, number_end);
    size_t xref = table + table_mark.length - 5;
    if (!is_last || !is_number(place) || !text_equal(place, text_integer(arena, (i128)xref)))
        return pdf;
    at += catalog.length;
    return JOIN(arena, text_slice(pdf, 0, at), TEXT(lines), text_slice(pdf, at, number_at),
                text_integer(arena, (i128)(xref + sizeof lines - 1)),
                text_slice(pdf, number_end, pdf.length));
}
