/* PDF documents. In: pages, in words of this house; out: the bytes of a PDF. Holds always: no fault
 * of cairo stays unseen: its status is asked when a document ends; no time, zone or locale is in
 * it.
 */
#include "io/documents/pdf.h"

#include "engine/taal.h"
#include "io/documents/pdf_catalog.h"
#include "io/documents/xml.h"
#include "io/system/sys.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* --- what is kept from one document to the next ----------------------------------------------- */

enum {
    SLOTS = 4096, /* a power of two */
    SHAPED_MOST = 3000,
    LOGO_PIXELS_MOST = 720, /* 60 mm at 300 dots to the inch */
    PNG_PIXELS_MOST = 8192
};

/* A text in a form and a width: with its lines and where each letter stands. */
typedef struct Shaped {
    u64 hash;
    i32 width, tenths;
    u8 bold, align;
    Text text;           /* in kept.texts */
    PangoLayout *layout; /* NULL: an empty slot */
} Shaped;

static struct {
    PangoContext *context; /* NULL: nothing is there yet */
    bool has_font;
    Shaped shaped[SLOTS];
    size_t shaped_count;
    Arena texts;
    cairo_surface_t *image; /* the last one, read: a logo is on every document */
    u64 image_hash;
    size_t image_length;
} kept;

/* Distances are those of the fonts themselves: a page is not a screen. */
static void begin_context(void)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    sys_enough_memory(map != NULL);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    kept.context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(kept.context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(kept.context, FALSE);
    pango_context_set_language(kept.context, pango_language_from_string("nl"));
    pango_context_set_base_dir(kept.context, PANGO_DIRECTION_LTR);
    PangoFontDescription *any = pango_font_description_from_string("Liberation Sans,DejaVu Sans");
    PangoFont *font = pango_context_load_font(kept.context, any);
    kept.has_font = font != NULL;
    if (font) g_object_unref(font);
    pango_font_description_free(any);
    g_object_unref(map); /* the context holds it */
}

static void forget_shaped(void)
{
    for (size_t i = 0; i < SLOTS; i++) {
        if (kept.shaped[i].layout) g_object_unref(kept.shaped[i].layout);
        kept.shaped[i].layout = NULL;
    }
    kept.shaped_count = 0;
    arena_rewind(&kept.texts);
}

static i32 micron_of(int pango_units)
{
    return (i32)(((i64)pango_units * 127000 + 368639) / 368640); /* 360 · 1024; upwards */
}

static int pango_of(i32 micron)
{
    return (int)((i64)micron * 368640 / 127000);
}

/* What is shown of a text: no page holds more, and Pango takes minutes to break a megabyte. */
static Text shortened(Text text)
{
    enum { TEXT_MOST = 8000 };
    if (text.length <= TEXT_MOST) return text;
    size_t end = TEXT_MOST;
    while (end && ((u8)text.at[end] & 0xC0) == 0x80)
        end--;
    return JOIN(&kept.texts, text_slice(text, 0, end), TEXT(" … (ingekort)"));
}

/* Sets a text. A no-break space becomes a blank that does not break: the font has one glyph for
 * both, and with two meanings it would stand in brackets of its own in the document. */
static void set_text(PangoLayout *layout, Text text)
{
    TextBuilder out = {.arena = &kept.texts};
    PangoAttrList *list = NULL;
    text = shortened(text);
    for (size_t i = 0; i < text.length; i++) {
        bool blank = text.length - i > 1 && (u8)text.at[i] == 0xC2 && (u8)text.at[i + 1] == 0xA0;
        build_char(&out, blank ? ' ' : text.at[i]);
        if (!blank) continue;
        PangoAttribute *joined = pango_attr_allow_breaks_new(FALSE);
        joined->start_index = out.count > 1 ? (guint)out.count - 2 : 0;
        joined->end_index = (guint)out.count + 1;
        if (!list) list = pango_attr_list_new();
        pango_attr_list_insert(list, joined);
        i++;
    }
    pango_layout_set_text(layout, out.items, (int)out.count);
    pango_layout_set_attributes(layout, list);
    if (list) pango_attr_list_unref(list);
}

/* Breaks the lines of a text that is wrapped for good: a blank at the end of a line is then a blank
 * of the text, which else gets lost between two lines that are read aloud. */
static void fix_lines(PangoLayout *layout, PdfAlign align)
{
    const char *text = pango_layout_get_text(layout);
    int count = pango_layout_get_line_count(layout);
    TextBuilder out = {.arena = &kept.texts};
    if (count < 2) return;
    for (int i = 0, next; i < count; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
        int from = line->start_index, end = from + line->length;
        bool last = i + 1 == count;
        next = last ? end : pango_layout_get_line_readonly(layout, i + 1)->start_index;
        while (align != PDF_LEFT && end > from && text[end - 1] == ' ')
            end--;
        build_text(&out, (Text){text + from, (size_t)(end - from)});
        if (!last) build_char(&out, '\n');
        ASSERT(next >= end);
    }
    pango_layout_set_attributes(layout, NULL);
    if (align == PDF_LEFT) pango_layout_set_width(layout, -1);
    pango_layout_set_text(layout, out.items, (int)out.count);
}

static PangoLayout *make_layout(Text text, i32 width, PdfFont font)
{
    PangoLayout *layout = pango_layout_new(kept.context);
    PangoFontDescription *description = pango_font_description_new();
    sys_enough_memory(layout != NULL);
    sys_enough_memory(description != NULL);
    pango_font_description_set_family_static(description, "Liberation Sans,DejaVu Sans");
    pango_font_description_set_weight(description,
                                      font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_size(description, font.tenths * PANGO_SCALE / 10);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    static const PangoAlignment alignments[] = {[PDF_LEFT] = PANGO_ALIGN_LEFT,
                                                [PDF_RIGHT] = PANGO_ALIGN_RIGHT,
                                                [PDF_CENTER] = PANGO_ALIGN_CENTER};
    pango_layout_set_auto_dir(layout, FALSE); /* a name from right to left stays on its side */
    pango_layout_set_alignment(layout, alignments[font.align]);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_spacing(layout, font.tenths * PANGO_SCALE / 80);
    if (width >= 0) pango_layout_set_width(layout, pango_of(width));
    set_text(layout, text);
    if (width >= 0) fix_lines(layout, font.align);
    return layout;
}

/* The layout of a text; a width below 0: on one line. */
static PangoLayout *shape(Text text, i32 width, PdfFont font)
{
    u64 hash = text_hash(text) ^ scattered((u64)(u32)width << 24 ^ (u64)font.tenths << 4 ^
                                           font.bold ^ font.align * 2u);
    if (kept.shaped_count == SHAPED_MOST) forget_shaped();
    size_t i = hash % SLOTS;
    for (; kept.shaped[i].layout; i = (i + 1) % SLOTS) {
        const Shaped *s = &kept.shaped[i];
        if (s->hash == hash && s->width == width && s->tenths == font.tenths &&
            s->bold == font.bold && s->align == font.align && text_equal(s->text, text))
            return s->layout;
    }
    kept.shaped[i] = (Shaped){.hash = hash,
                              .width = width,
                              .tenths = font.tenths,
                              .bold = font.bold,
                              .align = (u8)font.align,
                              .text = text_copy(&kept.texts, text),
                              .layout = make_layout(text, width, font)};
    kept.shaped_count++;
    return kept.shaped[i].layout;
}

/* --- the document ----------------------------------------------------------------------------- */

struct Pdf {
    Arena *arena;
    cairo_surface_t *surface; /* NULL: it measures */
    cairo_t *cairo;
    u32 pages;
    u32 open; /* elements */
    struct Bytes {
        char *items;
        size_t count, capacity;
    } bytes;
};

static double points(i32 micron)
{
    return (double)micron * 72.0 / 25400.0;
}

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    Pdf *pdf = closure;
    struct Bytes *b = &pdf->bytes;
    b->items = arena_grow(pdf->arena, b->items, &b->capacity, b->count + length, 1);
    memcpy(b->items + b->count, data, length);
    b->count += length;
    return CAIRO_STATUS_SUCCESS;
}

/* A text as pango and cairo take it: valid UTF-8, without control characters, and without those
 * that turn the order of what follows them (a name may not hide an amount). */
static Text clean(Arena *arena, Text text)
{
    size_t plain = 0;
    while (plain < text.length && (u8)text.at[plain] >= ' ' && (u8)text.at[plain] < 0x7F)
        plain++;
    if (plain == text.length) return text;
    text = xml_clean(arena, text);
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < text.length; i++) {
        const u8 *b = (const u8 *)text.at + i;
        if (text.length - i >= 3 && b[0] == 0xE2 &&
            ((b[1] == 0x80 && (b[2] == 0x8E || b[2] == 0x8F || (b[2] >= 0xAA && b[2] <= 0xAE))) ||
             (b[1] == 0x81 && b[2] >= 0xA6 && b[2] <= 0xA9)))
            i += 2;
        else
            build_char(&out, *b == '\t' ? ' ' : (char)*b);
    }
    return built(&out);
}

static void set_metadata(Pdf *pdf, cairo_pdf_metadata_t what, Text text)
{
    cairo_pdf_surface_set_metadata(pdf->surface, what,
                                   text_zero_ended(pdf->arena, clean(pdf->arena, text)));
}

Pdf *pdf_measure(Arena *arena)
{
    if (!kept.context) begin_context();
    Pdf *pdf = NEW(arena, Pdf, 1);
    *pdf = (Pdf){.arena = arena};
    return pdf;
}

Pdf *pdf_begin(Arena *arena, const PdfInfo *info)
{
    Pdf *pdf = pdf_measure(arena);
    pdf->surface =
        cairo_pdf_surface_create_for_stream(take_bytes, pdf, points(PDF_WIDTH), points(PDF_HEIGHT));
    cairo_pdf_surface_restrict_to_version(pdf->surface, CAIRO_PDF_VERSION_1_5);
    set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, info->title);
    set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT, info->subject);
    set_metadata(pdf, CAIRO_PDF_METADATA_AUTHOR, info->author);
    set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, TEXT("verreken " VERREKEN_VERSION));
    Text noon = JOIN(arena, day_text(arena, info->created), TEXT("T12:00:00Z"));
    set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, noon);
    set_metadata(pdf, CAIRO_PDF_METADATA_MOD_DATE, noon);
    pdf->cairo = cairo_create(pdf->surface);
    pdf_open(pdf, "Document");
    return pdf;
}

Text pdf_end(Pdf *pdf, const char **reason)
{
    *reason = NULL;
    if (!pdf->surface) return (Text){0};
    pdf_close(pdf, "Document");
    ASSERT(!pdf->open);
    ASSERT(pdf->pages);
    cairo_show_page(pdf->cairo);
    cairo_status_t status = cairo_status(pdf->cairo);
    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    if (!status) status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    sys_enough_memory(status != CAIRO_STATUS_NO_MEMORY);
    if (status) *reason = cairo_status_to_string(status);
    if (!kept.has_font)
        *reason = SAID("no font is installed (fonts-liberation has the one we use)");
    if (*reason) return (Text){0};
    return pdf_catalog_complete(pdf->arena, (Text){pdf->bytes.items, pdf->bytes.count});
}

void pdf_page(Pdf *pdf)
{
    if (pdf->surface && pdf->pages) cairo_show_page(pdf->cairo);
    pdf->pages++;
}

u32 pdf_pages(const Pdf *pdf)
{
    return pdf->pages;
}

void pdf_open(Pdf *pdf, const char *tag)
{
    if (pdf->surface) cairo_tag_begin(pdf->cairo, tag, NULL);
    pdf->open++;
}

void pdf_close(Pdf *pdf, const char *tag)
{
    ASSERT(pdf->open);
    if (pdf->surface) cairo_tag_end(pdf->cairo, tag);
    pdf->open--;
}

/* --- text ------------------------------------------------------------------------------------- */

static void set_color(Pdf *pdf, u32 rgb)
{
    cairo_set_source_rgb(pdf->cairo, (double)(rgb >> 16 & 0xFF) / 255.0,
                         (double)(rgb >> 8 & 0xFF) / 255.0, (double)(rgb & 0xFF) / 255.0);
}

static i32 height_of(PangoLayout *layout)
{
    int height;
    pango_layout_get_size(layout, NULL, &height);
    return micron_of(height);
}

i32 pdf_text(Pdf *pdf, const char *tag, i32 x, i32 y, i32 width, Text text, PdfFont font)
{
    text = clean(pdf->arena, text);
    if (!text.length) return 0;
    PangoLayout *layout = shape(text, width, font);
    if (pdf->surface) {
        if (tag) pdf_open(pdf, tag);
        set_color(pdf, font.rgb);
        cairo_move_to(pdf->cairo, points(x), points(y));
        pango_cairo_show_layout(pdf->cairo, layout);
        cairo_new_path(pdf->cairo);
        if (tag) pdf_close(pdf, tag);
    }
    return height_of(layout);
}

i32 pdf_text_height(Pdf *pdf, i32 width, Text text, PdfFont font)
{
    text = clean(pdf->arena, text);
    return text.length ? height_of(shape(text, width, font)) : 0;
}

i32 pdf_text_width(Pdf *pdf, Text text, PdfFont font)
{
    text = clean(pdf->arena, text);
    if (!text.length) return 0;
    int width;
    pango_layout_get_size(shape(text, -1, font), &width, NULL);
    return micron_of(width);
}

i32 pdf_link(Pdf *pdf, i32 x, i32 y, i32 width, Text text, PdfFont font, Text address)
{
    bool safe = address.length > 0; /* the library reads it between quotes */
    for (size_t i = 0; i < address.length; i++)
        safe = safe && address.at[i] > ' ' && address.at[i] < 0x7F && address.at[i] != '\'' &&
               address.at[i] != '\\';
    bool links = safe && pdf->surface;
    if (links)
        cairo_tag_begin(
            pdf->cairo, CAIRO_TAG_LINK,
            text_zero_ended(pdf->arena, JOIN(pdf->arena, TEXT("uri='"), address, TEXT("'"))));
    i32 height = pdf_text(pdf, NULL, x, y, width, text, font);
    if (links) cairo_tag_end(pdf->cairo, CAIRO_TAG_LINK);
    return height;
}

/* --- the rest --------------------------------------------------------------------------------- */

void pdf_line(Pdf *pdf, i32 x, i32 y, i32 to_x, i32 to_y, i32 thickness, u32 rgb)
{
    if (!pdf->surface) return;
    set_color(pdf, rgb);
    cairo_set_line_width(pdf->cairo, points(thickness));
    cairo_move_to(pdf->cairo, points(x), points(y));
    cairo_line_to(pdf->cairo, points(to_x), points(to_y));
    cairo_stroke(pdf->cairo);
}

void pdf_fill(Pdf *pdf, i32 x, i32 y, i32 width, i32 height, u32 rgb)
{
    if (!pdf->surface) return;
    set_color(pdf, rgb);
    cairo_rectangle(pdf->cairo, points(x), points(y), points(width), points(height));
    cairo_fill(pdf->cairo);
}

static cairo_status_t give_bytes(void *closure, unsigned char *data, unsigned int length)
{
    Text *left = closure;
    if (left->length < length) return CAIRO_STATUS_READ_ERROR;
    memcpy(data, left->at, length);
    left->at += length;
    left->length -= length;
    return CAIRO_STATUS_SUCCESS;
}

/* A number of four bytes in the head of a PNG. */
static u32 png_number(Text png, size_t at)
{
    const u8 *b = (const u8 *)png.at + at;
    return (u32)b[0] << 24 | (u32)b[1] << 16 | (u32)b[2] << 8 | b[3];
}

/* The image with no more pixels than paper can show: it is packed into every document. */
static cairo_surface_t *made_small(cairo_surface_t *image)
{
    int width = cairo_image_surface_get_width(image);
    int height = cairo_image_surface_get_height(image);
    int most = width > height ? width : height;
    if (most <= LOGO_PIXELS_MOST) return image;
    int to_width = (int)((i64)width * LOGO_PIXELS_MOST / most);
    int to_height = (int)((i64)height * LOGO_PIXELS_MOST / most);
    to_width = to_width ? to_width : 1;
    to_height = to_height ? to_height : 1;
    cairo_surface_t *small = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, to_width, to_height);
    cairo_t *cairo = cairo_create(small);
    cairo_scale(cairo, (double)to_width / (double)width, (double)to_height / (double)height);
    cairo_set_source_surface(cairo, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BEST);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(image);
    return small;
}

/* The image of a PNG, kept for the next document; NULL: it cannot be read. */
static cairo_surface_t *image_of(Text png)
{
    enum { WIDTH_AT = 16, HEIGHT_AT = 20, HEAD = 24 };
    u64 hash = text_hash(png);
    if (kept.image && kept.image_hash == hash && kept.image_length == png.length) return kept.image;
    if (png.length < HEAD) return NULL;
    u32 width = png_number(png, WIDTH_AT), height = png_number(png, HEIGHT_AT);
    if (!width || !height || width > PNG_PIXELS_MOST || height > PNG_PIXELS_MOST) return NULL;
    Text left = png;
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(give_bytes, &left);
    if (!cairo_surface_status(image)) image = made_small(image);
    if (cairo_surface_status(image)) {
        cairo_surface_destroy(image); /* of a bad PNG it also says that memory is short */
        return NULL;
    }
    if (kept.image) cairo_surface_destroy(kept.image);
    kept.image = image;
    kept.image_hash = hash;
    kept.image_length = png.length;
    return image;
}

i32 pdf_image(Pdf *pdf, i32 x, i32 y, i32 width, i32 height, Text png)
{
    cairo_surface_t *image = image_of(png);
    if (!image) return 0;
    int across = cairo_image_surface_get_width(image);
    int down = cairo_image_surface_get_height(image);
    bool wide = (i64)across * height > (i64)down * width; /* its width decides */
    i32 shown = wide ? (i32)((i64)width * down / across) : height;
    if (!pdf->surface) return shown;
    double scale = wide ? points(width) / (double)across : points(height) / (double)down;
    cairo_save(pdf->cairo);
    cairo_translate(pdf->cairo, points(x), points(y));
    cairo_scale(pdf->cairo, scale, scale);
    cairo_set_source_surface(pdf->cairo, image, 0, 0);
    cairo_rectangle(pdf->cairo, 0, 0, across, down); /* a paint would forget the tags before it */
    cairo_fill(pdf->cairo);
    cairo_restore(pdf->cairo);
    return shown;
}

const char *pdf_cairo_version(void)
{
    return cairo_version_string();
}

const char *pdf_pango_version(void)
{
    return pango_version_string();
}
