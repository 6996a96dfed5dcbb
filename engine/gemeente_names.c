/* Names of gemeenten. In: the list, a name; out: a gemeente, or why there is none. Holds always: a
 * name that more than one gemeente has on the day gives none of them. */
#include "engine/gemeente_names.h"

/* --- one form of a name ----------------------------------------------------------------------- */

/* The letters without accents of U+00C0 to U+017F; * is no letter, the others of two are below. */
static const char plain_letters[] =
    "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllllll"
    "lnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* The code point that begins at *at, and moves on; text is UTF-8. */
static u32 next_point(Text text, size_t *at)
{
    u8 first = (u8)text.at[(*at)++];
    if (first < 0x80) return first;
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    u32 point = first & (0x3F >> more);
    while (more-- && *at < text.length)
        point = point << 6 | ((u8)text.at[(*at)++] & 0x3F);
    return point;
}

/* Marks without a letter, of points from U+0080 on: accents apart, no-break blanks, hidden
 * characters, quotes, dashes. */
static bool is_mark(u32 point)
{
    return (point >= 0x300 && point < 0x370) || point < 0xC0 ||
           (point >= 0x2000 && point < 0x2070) || (point >= 0x2B0 && point < 0x300) ||
           point == 0xFEFF;
}

static void fold_point(TextBuilder *out, u32 point)
{
    if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
    if ((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9')) {
        build_char(out, (char)point);
    } else if (point == 0x132 || point == 0x133) {
        build_text(out, TEXT("ij"));
    } else if (point >= 0xC0 && point - 0xC0 < sizeof plain_letters - 1 &&
               plain_letters[point - 0xC0] != '*') {
        build_char(out, plain_letters[point - 0xC0]);
    } else if (point >= 0x80 && !is_mark(point)) {
        build_char(out, '*'); /* a letter that no name has */
    }
}

Text name_folded(Arena *arena, Text name)
{
    TextBuilder out = {.arena = arena};
    for (size_t at = 0; at < name.length;)
        fold_point(&out, next_point(name, &at));
    return built(&out);
}

static const struct {
    const char *word, *province;
} provinces[] = {
    {"gr", "gr"},           {"gn", "gr"},          {"groningen", "gr"}, {"fr", "fr"},
    {"frl", "fr"},          {"fryslan", "fr"},     {"friesland", "fr"}, {"dr", "dr"},
    {"dn", "dr"},           {"drenthe", "dr"},     {"o", "ov"},         {"ov", "ov"},
    {"ovr", "ov"},          {"overijssel", "ov"},  {"gld", "gld"},      {"gd", "gld"},
    {"ge", "gld"},          {"gelderland", "gld"}, {"u", "ut"},         {"ut", "ut"},
    {"utr", "ut"},          {"utrecht", "ut"},     {"nh", "nh"},        {"noordholland", "nh"},
    {"zh", "zh"},           {"zuidholland", "zh"}, {"z", "zld"},        {"zl", "zld"},
    {"zld", "zld"},         {"zeeland", "zld"},    {"nb", "nb"},        {"nbr", "nb"},
    {"noordbrabant", "nb"}, {"l", "lb"},           {"lb", "lb"},        {"lim", "lb"},
    {"limburg", "lb"},      {"fl", "fl"},          {"flevoland", "fl"}};

/* The province that a word behind a name is; NULL: none. */
static const char *province_of(Arena *arena, Text word)
{
    Text folded = name_folded(arena, word);
    for (size_t i = 0; i < COUNT_OF(provinces); i++)
        if (text_equal(folded, text_of(provinces[i].word))) return provinces[i].province;
    return NULL;
}

/* A name in two: what stands before its (…) at the end, and what stands in it; empty: there is
 * none. */
static Text split_brackets(Text name, Text *within)
{
    *within = TEXT("");
    size_t open = text_find(name, '(', 0), shut = text_find(name, ')', open);
    if (!open || shut >= name.length || text_trim(text_slice(name, shut + 1, name.length)).length)
        return name;
    *within = text_slice(name, open + 1, shut);
    return text_slice(name, 0, open);
}

/* The same for a last word behind a blank or a comma. */
static Text split_last_word(Text name, Text *word)
{
    size_t at = name.length;
    while (at && name.at[at - 1] != ' ' && name.at[at - 1] != ',')
        at--;
    *word = text_slice(name, at, name.length);
    return text_slice(name, 0, at);
}

/* --- the names -------------------------------------------------------------------------------- */

static const struct {
    const char *code, *name;
} aliases[] = {
#define ALIAS(code, name) {code, name},
#define PROVINCE(code, province)
#include "engine/gemeente_names.def"
#undef ALIAS
#undef PROVINCE
};

static const struct {
    const char *code, *province;
} in_province[] = {
#define ALIAS(code, name)
#define PROVINCE(code, province) {code, province},
#include "engine/gemeente_names.def"
#undef ALIAS
#undef PROVINCE
};

static void add_name(Arena *arena, GemeenteNames *names, const Gemeente *gemeente, Text name)
{
    Text within;
    Text before = split_brackets(name, &within);
    const char *province = province_of(arena, within);
    for (size_t i = 0; !province && i < COUNT_OF(in_province); i++)
        if (text_equal(gemeente->code, text_of(in_province[i].code)))
            province = in_province[i].province;
    *PUSH(arena, names) = (GemeenteName){name_folded(arena, before), province, gemeente};
}

static int by_key(const void *left, const void *right)
{
    const GemeenteName *a = left, *b = right;
    int order = text_compare(a->key, b->key);
    return order ? order : text_compare(a->gemeente->code, b->gemeente->code);
}

GemeenteNames gemeente_names(Arena *arena, const Gemeenten *list)
{
    GemeenteNames names = {.list = list};
    for (size_t i = 0; i < list->count; i++)
        add_name(arena, &names, &list->items[i], list->items[i].naam);
    for (size_t i = 0; i < COUNT_OF(aliases); i++) {
        const Gemeente *gemeente = gemeente_find(list, text_of(aliases[i].code));
        if (gemeente) add_name(arena, &names, gemeente, text_of(aliases[i].name));
    }
    sort_array(names.items, names.count, sizeof *names.items, by_key);
    return names;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* The names with this key. */
static const GemeenteName *names_with(const GemeenteNames *names, Text key, size_t *count)
{
    size_t first = 0, end = names->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (text_compare(names->items[middle].key, key) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    for (end = first; end < names->count && text_equal(names->items[end].key, key); end++)
        ;
    *count = end - first;
    return names->items + first;
}

Text gemeente_label(Arena *arena, const Gemeente *gemeente)
{
    return JOIN(arena, gemeente->code, TEXT(" "), gemeente->naam);
}

/* Of the names with one key, those of the province, and there on the day. */
static NameFinding choose(Arena *arena, const GemeenteNames *names, Text key, const char *province,
                          Day day)
{
    size_t count;
    const GemeenteName *with = names_with(names, key, &count);
    NameFinding found = {.outcome = NAME_UNKNOWN};
    const Gemeente *once = NULL;
    TextBuilder all = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        const Gemeente *g = with[i].gemeente;
        if (province && (!with[i].province || strcmp(province, with[i].province))) continue;
        if (i && g == with[i - 1].gemeente) continue;
        once = g;
        if (day != DAY_OPEN_END && !gemeente_exists(g, day)) continue;
        found.outcome = found.gemeente ? NAME_AMBIGUOUS : NAME_FOUND;
        found.gemeente = g;
        if (all.count) build_text(&all, TEXT(", "));
        build_text(&all, gemeente_label(arena, g));
    }
    if (!found.gemeente && once) found = (NameFinding){.outcome = NAME_NOT_THEN, .gemeente = once};
    found.candidates = built(&all);
    return found;
}

/* A word that is no gemeente; NAME_FOUND: it is not one of these. */
static NameOutcome no_gemeente(Text key)
{
    static const char *const abroad[] = {"buitenland", "buitennederland", "belgie", "duitsland"};
    static const char *const nowhere[] = {"",       "onbekend", "nvt", "geen",      "niet",
                                          "overig", "overige",  "na",  "nietbekend"};
    for (size_t i = 0; i < COUNT_OF(abroad); i++)
        if (text_equal(key, text_of(abroad[i]))) return NAME_ABROAD;
    for (size_t i = 0; i < COUNT_OF(nowhere); i++)
        if (text_equal(key, text_of(nowhere[i]))) return NAME_NOWHERE;
    return NAME_FOUND;
}

/* What may have been meant by a name that no gemeente has: those with another province behind it,
 * else the nearest. */
static Text nearest_names(Arena *arena, const GemeenteNames *names, Text key)
{
    Text same = choose(arena, names, key, NULL, DAY_OPEN_END).candidates;
    if (same.length) return same;
    const Gemeente *best = NULL;
    int least = key.length > 5 ? 3 : 2;
    for (size_t i = 0; i < names->count; i++) {
        int distance = text_distance(names->items[i].key, key);
        if (distance < least) best = names->items[i].gemeente, least = distance;
    }
    return best ? gemeente_label(arena, best) : TEXT("");
}

NameFinding gemeente_by_name(Arena *arena, const GemeenteNames *names, Text name, Day day)
{
    Text within, word, key = name_folded(arena, name);
    NameOutcome none = no_gemeente(key);
    if (none != NAME_FOUND) return (NameFinding){.outcome = none};
    Text before = split_brackets(text_trim(name), &within);
    Text base = name_folded(arena, before);
    const char *province = province_of(arena, within);
    bool plain = !within.length || text_equal(name_folded(arena, within), TEXT("gemeente"));
    NameFinding found = {.outcome = NAME_UNKNOWN};
    if (plain || province) found = choose(arena, names, base, plain ? NULL : province, day);
    if (found.outcome == NAME_UNKNOWN && plain) {
        before = split_last_word(text_trim(before), &word);
        province = before.length ? province_of(arena, word) : NULL;
        if (province) found = choose(arena, names, name_folded(arena, before), province, day);
    }
    if (found.outcome == NAME_UNKNOWN) found.candidates = nearest_names(arena, names, base);
    return found;
}

Text gemeente_code_of(Arena *arena, Text text)
{
    if (text.length > 2 && text_equal_nocase(text_slice(text, 0, 2), TEXT("GM")))
        text = text_slice(text, 2, text.length);
    if (!text.length || text.length > 4) return TEXT("");
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return TEXT("");
    return JOIN(arena, TEXT("GM"), text_slice(TEXT("0000"), text.length, 4), text);
}
