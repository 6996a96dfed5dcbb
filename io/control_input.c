/* Controls against the input: tellingen, signals of the stages, figures that the user stated. */
#include "engine/border.h"
#include "io/checking.h"

static void compare_counts(Checking *c, Text onderwerp, i128 telling, i128 enrolled, i64 of)
{
    i128 difference = telling * of - enrolled;
    add_control(c, TEXT("telling en inschrijvingen"), onderwerp, text_integer(c->arena, telling),
                fraction_text(c->arena, enrolled, of), fraction_text(c->arena, difference, of),
                difference ? OORDEEL_SIGNAAL : OORDEEL_GOED);
}

/* One school on one peildatum: rows from … to of its tellingen. */
static void compare_telling(Checking *c, u32 school, Slice rows, i128 *counted, i128 *enrolled)
{
    const Batch *b = c->run->batch;
    size_t partijen = b->partijen.rows.count;
    Day day = b->tellingen.peildatum[rows.rows[0]];
    if (!enrolled_on(c->run, school, day, enrolled)) return; /* no list of pupils to compare with */
    i128 total = 0, total_enrolled = 0;
    for (size_t i = 0; i < rows.count; i++)
        counted[b->tellingen.gemeente[rows.rows[i]]] += b->tellingen.aantal[rows.rows[i]];
    Text where = JOIN(c->arena, school_code(b, school), TEXT("/"), day_text(c->arena, day));
    for (size_t p = 0; p <= partijen; p++) {
        i64 of = c->run->aandeel_common;
        if (counted[p] * of != enrolled[p])
            compare_counts(c,
                           JOIN(c->arena, where, TEXT("/"),
                                p < partijen ? partij_code(b, (u32)p) : TEXT("onbekend")),
                           counted[p], enrolled[p], of);
        total += counted[p], total_enrolled += enrolled[p];
        counted[p] = enrolled[p] = 0;
    }
    compare_counts(c, where, total, total_enrolled, c->run->aandeel_common);
}

void check_tellingen(Checking *c)
{
    const Batch *b = c->run->batch;
    i128 *counted = NEW(c->arena, i128, b->partijen.rows.count + 1);
    i128 *enrolled = NEW(c->arena, i128, b->partijen.rows.count + 1);
    for (u32 school = 0; school < b->scholen.rows.count; school++) {
        Slice rows = group_of(&b->tellingen_of, school);
        for (size_t i = 0, end; i < rows.count; i = end) {
            end = i + 1;
            while (end < rows.count &&
                   b->tellingen.peildatum[rows.rows[end]] == b->tellingen.peildatum[rows.rows[i]])
                end++;
            compare_telling(c, school, (Slice){rows.rows + i, end - i}, counted, enrolled);
        }
    }
}

/* --- signals, and figures that the user stated
 * ---------------------------------------------------- */

static void add_pool_signal(Checking *c, const Signal *s)
{
    static const char *const names[] = {[SIGNAL_ONBEKEND] = "onbekende woonplaats",
                                        [SIGNAL_DREMPEL] = "onder de drempel",
                                        [SIGNAL_LEEG] = "lege laag"};
    TextBuilder where = {.arena = c->arena};
    build_text(&where, pool_name(c->run, c->arena, s->contract, s->school, s->tijdvak));
    build_char(&where, '/');
    build_text(&where, terms_of(c->run, s->contract, s->tijdvak)->lagen[s->laag].name);
    if (s->kind == SIGNAL_DREMPEL) {
        build_char(&where, '/');
        build_text(&where, s->subject);
    }
    bool cents = s->kind == SIGNAL_LEEG;
    Text value =
        cents ? cents_text(c->arena, s->cents) : fraction_text(c->arena, s->weight, s->denominator);
    add_control(c, text_of(names[s->kind]), built(&where), value, cents ? TEXT("0.00") : TEXT("0"),
                value, OORDEEL_SIGNAAL);
}

void add_signals(Checking *c)
{
    for (size_t i = 0; i < c->run->signals.count; i++) {
        const Signal *s = &c->run->signals.items[i];
        if (s->kind == SIGNAL_VOORSCHOT)
            add_control(
                c, TEXT("voorschot buiten de tijdvakken"),
                JOIN(c->arena, contract_code(c->run->batch, s->contract), TEXT("/"), s->subject),
                cents_text(c->arena, s->whole), cents_text(c->arena, s->whole - s->cents),
                cents_text(c->arena, s->cents), OORDEEL_SIGNAAL);
        else
            add_pool_signal(c, s);
    }
}

static i128 cost_of(const Checking *c, Text contract)
{
    u32 index = symbols_find(&c->contracts.subjects, contract);
    return index == NONE ? 0 : c->contracts.left.items[index];
}

/* Pupils: enrolled at a school, living in a gemeente, or counted. */
static void check_stated_pupils(Checking *c, const Stated *s)
{
    const Batch *b = c->run->batch;
    Text controle = TEXT("opgegeven leerlingen"), about = school_code(b, s->index);
    i64 pupils = 0;
    if (s->kind == STATED_LEERLINGEN) {
        pupils = enrolled_pupils(c->run, s->index);
    } else if (s->kind == STATED_INWONEND) {
        about = partij_code(b, s->index);
        pupils = resident_pupils(c->run, s->index);
    } else {
        controle = TEXT("opgegeven telling");
        pupils = counted_pupils(c->run, s->index);
    }
    add_control(c, controle, about, text_integer(c->arena, pupils),
                text_integer(c->arena, s->value), text_integer(c->arena, pupils - s->value),
                pupils == s->value ? OORDEEL_GOED : OORDEEL_FOUT);
}

void check_stated(Checking *c)
{
    i128 total = 0;
    for (size_t i = 0; i < c->contracts.subjects.count; i++)
        total += c->contracts.left.items[i];
    for (size_t i = 0; i < c->run->settings->stated.count; i++) {
        const Stated *s = &c->run->settings->stated.items[i];
        if (s->kind == STATED_TOTAAL) {
            compare_cents(c, TEXT("opgegeven totaal"), TEXT("totaal"), total, s->value);
        } else if (s->kind == STATED_KOSTEN) {
            Text contract = contract_code(c->run->batch, s->index);
            compare_cents(c, TEXT("opgegeven kosten"), contract, cost_of(c, contract), s->value);
        } else {
            check_stated_pupils(c, s);
        }
    }
}
