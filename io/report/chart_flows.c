/* Flows from the left to the right. In: sizes from one to another; out: SVG. Holds always: a place
 * is as high as the flows that touch it; those that have no place of their own are together. */
#include "io/report/chart_parts.h"

#include "io/tell/dutch.h"

enum {
    SLOT_HEIGHT = 38, /* room for a name and an amount */
    SLOT_GAP = 6,
    HEAD_HEIGHT = 26,
    NAME_MOST = 24,
    THICK = 1000,  /* of a place: those on the left begin the width, on the right end it */
    BESIDE = 1800, /* where its name stands, over its flows */
};

typedef struct End {
    Text name;
    i64 size;
    size_t slot; /* where it is drawn */
    i64 y, used; /* of its slot: thousandths of a pixel */
    i64 height;
} End;

/* One side: every name, and what is drawn. */
typedef struct Side {
    struct {
        End *items;
        size_t count, capacity;
    } ends, slots;
    i64 height;
} Side;

typedef struct Ribbon {
    size_t from, to; /* slots */
    i64 size;
} Ribbon;

typedef struct Drawing {
    WebPage *page;
    const ChartFlows *flows;
    Side left, right;
    Ribbon *ribbons;
    size_t ribbon_count;
    i64 total, scale; /* the height of all flows together, in thousandths of a pixel */
    bool by_left;     /* colours are those of the left */
} Drawing;

static int by_name(const void *left, const void *right)
{
    return text_compare(((const End *)left)->name, ((const End *)right)->name);
}

static int by_size(const void *left, const void *right)
{
    const End *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return text_compare(a->name, b->name);
}

/* The end of a name; ends are sorted by name. */
static End *end_of(const Side *side, Text name)
{
    size_t low = 0, high = side->ends.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(side->ends.items[middle].name, name) <= 0)
            low = middle;
        else
            high = middle;
    }
    return &side->ends.items[low];
}

static void gather(Arena *arena, Side *side, const ChartFlows *flows, bool left)
{
    for (size_t i = 0; i < flows->count; i++)
        *PUSH(arena, &side->ends) = (End){.name = left ? flows->items[i].from : flows->items[i].to,
                                          .size = flows->items[i].size};
    sort_array(side->ends.items, side->ends.count, sizeof(End), by_name);
    size_t count = 0;
    for (size_t i = 0; i < side->ends.count; i++) {
        End *end = &side->ends.items[i];
        if (count && text_equal(side->ends.items[count - 1].name, end->name))
            side->ends.items[count - 1].size += end->size;
        else
            side->ends.items[count++] = *end;
    }
    side->ends.count = count;
}

/* The largest have a slot each; when others are left these share the last. */
static void give_slots(Arena *arena, Side *side)
{
    size_t count = side->ends.count;
    End *order = NEW(arena, End, count + 1);
    if (count) memcpy(order, side->ends.items, count * sizeof *order);
    sort_array(order, count, sizeof *order, by_size);
    size_t own = count > CHART_ENDS_MOST + 1 ? CHART_ENDS_MOST : count;
    for (size_t i = 0; i < count; i++) {
        size_t slot = i < own ? i : own;
        end_of(side, order[i].name)->slot = slot;
        if (i <= own) *PUSH(arena, &side->slots) = order[i];
        if (i > own) side->slots.items[own].size += order[i].size;
    }
    if (own < count)
        side->slots.items[own].name =
            JOIN(arena, TEXT("overige ("), dutch_integer(arena, (i128)(count - own)), TEXT(")"));
}

static void place(Side *side, i64 total, i64 scale)
{
    side->height = 0;
    for (size_t i = 0; i < side->slots.count; i++) {
        End *slot = &side->slots.items[i];
        i64 least = SLOT_HEIGHT * PIXEL;
        slot->height = scaled(slot->size, total, scale);
        if (slot->height < PIXEL) slot->height = PIXEL;
        slot->y = side->height;
        side->height += (slot->height > least ? slot->height : least) + SLOT_GAP * PIXEL;
    }
}

/* The smaller side stands in the middle of the other. */
static void centre(Side *side, i64 height)
{
    i64 down = HEAD_HEIGHT * PIXEL + (height - side->height) / 2;
    for (size_t i = 0; i < side->slots.count; i++)
        side->slots.items[i].y += down;
}

static int by_slots(const void *left, const void *right)
{
    const Ribbon *a = left, *b = right;
    if (a->from != b->from) return (a->from > b->from) - (a->from < b->from);
    return (a->to > b->to) - (a->to < b->to);
}

static void make_ribbons(Drawing *d)
{
    const ChartFlows *flows = d->flows;
    d->ribbons = NEW(d->page->arena, Ribbon, flows->count + 1);
    for (size_t i = 0; i < flows->count; i++)
        d->ribbons[i] = (Ribbon){end_of(&d->left, flows->items[i].from)->slot,
                                 end_of(&d->right, flows->items[i].to)->slot, flows->items[i].size};
    sort_array(d->ribbons, flows->count, sizeof *d->ribbons, by_slots);
    for (size_t i = 0; i < flows->count; i++) {
        Ribbon *last = d->ribbon_count ? &d->ribbons[d->ribbon_count - 1] : NULL;
        if (last && last->from == d->ribbons[i].from && last->to == d->ribbons[i].to)
            last->size += d->ribbons[i].size;
        else
            d->ribbons[d->ribbon_count++] = d->ribbons[i];
    }
}

static u32 colour_of(const Drawing *d, const Ribbon *ribbon)
{
    const Side *side = d->by_left ? &d->left : &d->right;
    size_t slot = d->by_left ? ribbon->from : ribbon->to;
    return key_of(slot, side->slots.count, side->ends.count > side->slots.count);
}

static void put_ribbon(Drawing *d, const Ribbon *ribbon)
{
    WebPage *page = d->page;
    End *from = &d->left.slots.items[ribbon->from], *to = &d->right.slots.items[ribbon->to];
    i64 thick = scaled(ribbon->size, d->total, d->scale);
    i64 y0 = from->y + from->used, y1 = to->y + to->used, end = 1000 * PIXEL, mid = end / 2;
    from->used += thick;
    to->used += thick;
    if (thick < PIXEL) thick = PIXEL;
    build_text(&page->body, TEXT("<path"));
    put_key_class(page, "ribbon", colour_of(d, ribbon));
    svg_point(page, " d=\"M", 0, y0);
    svg_point(page, "C", mid, y0);
    svg_point(page, " ", mid, y1);
    svg_point(page, " ", end, y1);
    svg_point(page, "L", end, y1 + thick);
    svg_point(page, "C", mid, y1 + thick);
    svg_point(page, " ", mid, y0 + thick);
    svg_point(page, " ", 0, y0 + thick);
    build_text(&page->body, TEXT("Z\"><title>"));
    web_text(&page->body, from->name);
    build_text(&page->body, TEXT(" → "));
    web_text(&page->body, to->name);
    build_text(&page->body, TEXT(": "));
    build_text(&page->body, chart_value(page->arena, d->flows->unit, ribbon->size));
    build_text(&page->body, TEXT("</title></path>\n"));
}

static void put_slots(Drawing *d, const Side *side, bool left)
{
    WebPage *page = d->page;
    for (size_t i = 0; i < side->slots.count; i++) {
        const End *slot = &side->slots.items[i];
        bool coloured = left == d->by_left;
        u32 key = coloured ? key_of(i, side->slots.count, side->ends.count > side->slots.count)
                           : CHART_SERIES_MOST - 1;
        build_text(&page->body, TEXT("<rect"));
        put_key_class(page, "k", key);
        svg_percent(page, "x", left ? 0 : WHOLE - THICK);
        svg_percent(page, "width", THICK);
        svg_number(page, "y", slot->y);
        svg_number(page, "height", slot->height);
        build_text(&page->body, TEXT("/>\n"));
        i64 x = left ? BESIDE : WHOLE - BESIDE;
        i64 middle =
            slot->height > SLOT_HEIGHT * PIXEL ? slot->y + slot->height / 2 - 19 * PIXEL : slot->y;
        svg_text(page, left ? "b o" : "b o e", x, middle + 13 * PIXEL,
                 web_short(page->arena, slot->name, NAME_MOST));
        svg_text(page, left ? "s o" : "s o e", x, middle + 30 * PIXEL,
                 chart_value(page->arena, d->flows->unit, slot->size));
    }
}

void chart_flows(WebPage *page, const ChartFlows *flows)
{
    Drawing d = {.page = page, .flows = flows};
    gather(page->arena, &d.left, flows, true);
    gather(page->arena, &d.right, flows, false);
    give_slots(page->arena, &d.left);
    give_slots(page->arena, &d.right);
    for (size_t i = 0; i < d.left.slots.count; i++)
        d.total += d.left.slots.items[i].size;
    size_t places =
        d.left.slots.count > d.right.slots.count ? d.left.slots.count : d.right.slots.count;
    i64 scale = (i64)places * SLOT_HEIGHT;
    d.scale = (scale < 120 ? 120 : scale > 420 ? 420 : scale) * PIXEL;
    place(&d.left, d.total, d.scale);
    place(&d.right, d.total, d.scale);
    i64 height = d.left.height > d.right.height ? d.left.height : d.right.height;
    centre(&d.left, height);
    centre(&d.right, height);
    make_ribbons(&d);
    d.by_left = d.left.slots.count <= d.right.slots.count;
    i64 pixels = height / PIXEL + HEAD_HEIGHT + 1;
    svg_begin(page, flows->id, "flow", pixels, flows->title, flows->desc);
    svg_text(page, "s", 0, 14 * PIXEL, flows->left);
    svg_text(page, "s e", WHOLE, 14 * PIXEL, flows->right);
    build_text(&page->body, TEXT("<svg preserveAspectRatio=\"none\" y=\"0\""));
    svg_percent(page, "x", THICK);
    svg_percent(page, "width", WHOLE - 2 * THICK);
    svg_number(page, "height", pixels * PIXEL);
    build_text(&page->body, JOIN(page->arena, TEXT(" viewBox=\"0 0 1000 "),
                                 text_integer(page->arena, pixels), TEXT("\">\n")));
    for (size_t i = 0; i < d.ribbon_count; i++)
        put_ribbon(&d, &d.ribbons[i]);
    build_text(&page->body, TEXT("</svg>\n"));
    put_slots(&d, &d.left, true);
    put_slots(&d, &d.right, false);
    svg_end(page);
}
