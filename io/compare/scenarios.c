/* Scenarios. In: the command line; out: what is to be computed. Holds always: there are at least
 * two, and no two have the same name. */
#include "io/compare/scenarios.h"

#include "engine/decimal.h"
#include "io/system/paths.h"

/* FROM..TO STEP, of one unit. */
typedef struct Sweep {
    i64 from, to, step; /* in units of 10^-decimals */
    Text unit;          /* behind the number: `%`, ` leerlingen`, or nothing */
} Sweep;

enum { SWEEP_DECIMALS = 4, SWEEP_DIGITS = 12 };

static bool read_number(Text text, Sweep *sweep, i64 *number)
{
    text = text_trim(text);
    if (text.length && text.at[text.length - 1] == '%') {
        sweep->unit = TEXT("%");
        text.length--;
    }
    return !decimal_parse(text_trim(text), SWEEP_DIGITS, SWEEP_DECIMALS, number) && *number >= 0;
}

/* `20%..60% 5%`, `1..10 1 leerlingen`, `20000..40000 5000`. */
static bool read_sweep(Arena *arena, Text value, Sweep *sweep)
{
    size_t dots = 0;
    while (dots + 1 < value.length && !(value.at[dots] == '.' && value.at[dots + 1] == '.'))
        dots++;
    if (dots + 1 >= value.length) return false;
    Text rest = text_trim(text_slice(value, dots + 2, value.length));
    size_t blank = text_find(rest, ' ', 0);
    Text to = text_slice(rest, 0, blank), step = text_trim(text_slice(rest, blank, rest.length));
    size_t next = text_find(step, ' ', 0);
    Text unit = text_trim(text_slice(step, next, step.length));
    step = text_slice(step, 0, next);
    *sweep = (Sweep){.unit = TEXT("")};
    if (!read_number(text_slice(value, 0, dots), sweep, &sweep->from) ||
        !read_number(to, sweep, &sweep->to) || !read_number(step, sweep, &sweep->step))
        return false;
    if (unit.length && sweep->unit.length) return false;
    if (unit.length) sweep->unit = JOIN(arena, TEXT(" "), unit);
    return sweep->step > 0 && sweep->from <= sweep->to &&
           (sweep->to - sweep->from) / sweep->step < SWEEP_MOST;
}

/* 12,5% from 125000: as an INI takes it. */
static Text number_text(Arena *arena, i64 number, Text unit)
{
    TextBuilder out = {.arena = arena};
    i64 one = 10000;
    build_integer(&out, number / one);
    if (number % one) {
        i64 rest = number % one;
        int digits = SWEEP_DECIMALS;
        for (; rest % 10 == 0; rest /= 10)
            digits--;
        build_char(&out, ',');
        build_padded(&out, (u64)rest, digits);
    }
    build_text(&out, unit);
    return built(&out);
}

static bool add_sweep(Arena *arena, Scenarios *s, Text ini, Text given)
{
    Edit edit;
    Sweep sweep;
    if (!edit_parse(given, &edit) || !read_sweep(arena, edit.value, &sweep)) return false;
    s->sweep = JOIN(arena, edit.section, TEXT(":"), edit.key);
    for (i64 at = sweep.from; at <= sweep.to; at += sweep.step) {
        Text value = number_text(arena, at, sweep.unit);
        Scenario *scenario = PUSH(arena, s);
        *scenario = (Scenario){.naam = JOIN(arena, edit.key, TEXT(" = "), value),
                               .ini = ini,
                               .in_sweep = true,
                               .value = value};
        Text one = JOIN(arena, s->sweep, TEXT("="), value);
        bool parsed = edit_parse(one, PUSH(arena, &scenario->edits));
        ASSERT(parsed);
    }
    return true;
}

static void name_variant(Arena *arena, Scenario *scenario)
{
    TextBuilder naam = {.arena = arena};
    for (size_t i = 0; i < scenario->edits.count; i++) {
        const Edit *e = &scenario->edits.items[i];
        if (i) build_text(&naam, TEXT(", "));
        build_text(&naam, JOIN(arena, e->section, TEXT(":"), e->key, TEXT(" = "),
                               e->value.length ? e->value : TEXT("(weg)")));
    }
    scenario->naam = built(&naam);
}

/* A name that was given before gets a number. */
static void make_unique(Arena *arena, Scenarios *s)
{
    for (size_t i = 0; i < s->count; i++) {
        Text naam = s->items[i].naam;
        i64 times = 1;
        for (size_t j = 0; j < i; j++) {
            if (!text_equal(s->items[j].naam, s->items[i].naam)) continue;
            s->items[i].naam =
                JOIN(arena, naam, TEXT(" ("), text_integer(arena, ++times), TEXT(")"));
            j = (size_t)-1; /* from the begin */
        }
    }
}

static bool add_variants(Arena *arena, const Options *o, Scenarios *s, Text *problem,
                         const char **what)
{
    Text ini = text_of(o->arguments[0]);
    size_t open = 0; /* the variant that sets go to; 0: none */
    for (size_t i = 0; i < o->change_count; i++) {
        const IniChange *change = &o->changes[i];
        *what = change->value;
        Text value = text_of(change->value);
        if (change->kind == 'w') {
            *problem =
                TR("--sweep wants 'SECTION:KEY=FROM..TO STEP' with at most 101 values, such as "
                   "'regel r:plafond=20%..60% 5%', and not %1");
            if (s->sweep.length || !add_sweep(arena, s, ini, value)) return false;
            open = 0;
            continue;
        }
        if (change->kind == 'N' || !open) {
            open = s->count;
            *PUSH(arena, s) = (Scenario){.ini = ini};
        }
        if (change->kind == 'N') {
            s->items[open].naam = value;
            continue;
        }
        *problem = TR("--set wants 'SECTION:KEY=VALUE', such as 'regel r:drempel=5 leerlingen', "
                      "and not %1");
        if (!edit_parse(value, PUSH(arena, &s->items[open].edits))) return false;
    }
    for (size_t i = 1; i < s->count; i++)
        if (!s->items[i].naam.length) name_variant(arena, &s->items[i]);
    return true;
}

/* The name of an INI: that of its file, unless another has the same. */
static Text ini_name(const Options *o, int index)
{
    Text path = text_of(o->arguments[index]), name = path_name(path);
    for (int i = 0; i < o->argument_count; i++)
        if (i != index && text_equal(path_name(text_of(o->arguments[i])), name)) return path;
    return name;
}

bool scenarios_of(Arena *arena, const Options *o, Scenarios *s, Text *problem, const char **what)
{
    *what = NULL;
    for (int i = 0; i < o->argument_count; i++)
        *PUSH(arena, s) = (Scenario){.naam = ini_name(o, i), .ini = text_of(o->arguments[i])};
    *problem = TR("--set, --variant and --sweep change one INI: give no others");
    if (o->change_count && o->argument_count != 1) return false;
    if (!add_variants(arena, o, s, problem, what)) return false;
    *what = NULL;
    *problem = TR("give two or more INIs, or one with --set or --sweep");
    if (s->count < 2) return false;
    make_unique(arena, s);
    return true;
}
