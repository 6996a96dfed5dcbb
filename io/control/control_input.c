/* Controls against the input: tellingen, signals of the stages, figures that the user stated. */
#include "engine/enrolled.h"
#include "io/control/checking.h"

static void compare_counts(Checking *c, Text onderwerp, i128 telling, i128 enrolled, i64 of)
{
    i128 difference = telling * of - enrolled;
    add_control(c, control_list(c, TEXT("telling en inschrijvingen")), onderwerp,
                text_integer(&c->memory, telling), fraction_text(&c->memory, enrolled, of),
                fraction_text(&c->memory, difference, of),
                difference ? OORDEEL_SIGNAAL : OORDEEL_GOED);
}

/* A school on one peildatum: counted and enrolled are those of the moment, by gemeente. */
static void compare_telling(Checking *c, Text where, const EnrolledList *counted,
                            const EnrolledList *enrolled)
{
    const Batch *b = c->run->batch;
    i64 of = c->run->aandeel_common;
    i128 total = 0, total_enrolled = 0;
    for (size_t i = 0, j = 0; i < counted->count || j < enrolled->count;) {
        const Enrolled *telling = i < counted->count ? &counted->items[i] : NULL;
        const Enrolled *list = j < enrolled->count ? &enrolled->items[j] : NULL;
        u32 gemeente = !list || (telling && telling->gemeente < list->gemeente) ? telling->gemeente
                                                                                : list->gemeente;
        i128 told = telling && telling->gemeente == gemeente ? counted->items[i++].pupils : 0;
        i128 there = list && list->gemeente == gemeente ? enrolled->items[j++].pupils : 0;
        Text who = gemeente == NONE ? TEXT("onbekend") : partij_code(b, gemeente);
        if (told * of != there)
            compare_counts(c, JOIN(&c->memory, where, TEXT("/"), who), told, there, of);
        total += told, total_enrolled += there;
    }
    compare_counts(c, where, total, total_enrolled, of);
}

/* The items of one moment, from *next on. */
static EnrolledList of_moment(const EnrolledList *list, u32 moment, size_t *next)
{
    EnrolledList part = {.items = list->count ? list->items + *next : NULL};
    while (*next < list->count && list->items[*next].moment == moment)
        ++*next, part.count++;
    return part;
}

static void compare_school(Checking *c, Arena *scratch, u32 school)
{
    const Batch *b = c->run->batch;
    Slice rows = group_of(&b->tellingen_of, school); /* by peildatum */
    EnrolledList counted = {0}, enrolled = {0};
    Day *days = NEW(scratch, Day, rows.count);
    size_t moments = 0, told = 0, there = 0;
    for (size_t i = 0; i < rows.count; i++) {
        Day day = b->tellingen.peildatum[rows.rows[i]];
        if (!moments || days[moments - 1] != day) days[moments++] = day;
        *PUSH(scratch, &counted) = (Enrolled){(u32)moments - 1, b->tellingen.gemeente[rows.rows[i]],
                                              b->tellingen.aantal[rows.rows[i]]};
    }
    enrolled_merge(&counted);
    enrolled_on(scratch, c->run, school, days, moments, &enrolled);
    for (u32 moment = 0; moment < moments; moment++) {
        EnrolledList telling = of_moment(&counted, moment, &told);
        EnrolledList list = of_moment(&enrolled, moment, &there);
        if (!list.count) continue; /* no list of pupils to compare with */
        Text where =
            JOIN(&c->memory, school_code(b, school), TEXT("/"), day_text(&c->memory, days[moment]));
        compare_telling(c, where, &telling, &list);
    }
}

static void check_tellingen(Checking *c)
{
    Arena scratch = {0};
    for (u32 school = 0; school < c->run->batch->scholen.rows.count; school++) {
        if (!group_of(&c->run->batch->tellingen_of, school).count) continue;
        compare_school(c, &scratch, school);
        arena_rewind(&scratch);
    }
    arena_free(&scratch);
}

/* --- signals, and pupils that the user stated ------------------------------------------------ */

static void add_pool_signal(Checking *c, const Signal *s)
{
    static const char *const names[] = {[SIGNAL_ONBEKEND] = "onbekende woonplaats",
                                        [SIGNAL_DREMPEL] = "onder de drempel",
                                        [SIGNAL_LEEG] = "lege laag"};
    TextBuilder where = {.arena = &c->memory};
    build_text(&where, pool_name(c->run, &c->memory, s->contract, s->school, s->tijdvak));
    build_char(&where, '/');
    build_text(&where, terms_of(c->run, s->contract, s->tijdvak)->lagen[s->laag].name);
    if (s->kind == SIGNAL_DREMPEL) {
        build_char(&where, '/');
        build_text(&where, s->subject);
    }
    bool cents = s->kind == SIGNAL_LEEG;
    Text value = cents ? cents_text(&c->memory, s->cents)
                       : fraction_text(&c->memory, s->weight, s->denominator);
    add_control(c, control_list(c, text_of(names[s->kind])), built(&where), value,
                cents ? TEXT("0.00") : TEXT("0"), value, OORDEEL_SIGNAAL);
}

static void add_signals(Checking *c)
{
    for (size_t i = 0; i < c->run->signals.count; i++) {
        const Signal *s = &c->run->signals.items[i];
        if (s->kind == SIGNAL_VOORSCHOT)
            add_control(
                c, control_list(c, TEXT("voorschot buiten de tijdvakken")),
                JOIN(&c->memory, contract_code(c->run->batch, s->contract), TEXT("/"), s->subject),
                cents_text(&c->memory, s->whole), cents_text(&c->memory, s->whole - s->cents),
                cents_text(&c->memory, s->cents), OORDEEL_SIGNAAL);
        else if (s->kind != SIGNAL_MINIMUM && s->kind != SIGNAL_JAAREINDE) /* check_owed() */
            add_pool_signal(c, s);
    }
}

/* Pupils: enrolled at a school, living in a gemeente, or counted. *residents: of all gemeenten, or
 * NULL while nothing has asked for them. */
static void check_stated_pupils(Checking *c, const Stated *s, const i64 **residents)
{
    const Batch *b = c->run->batch;
    Text controle = TEXT("opgegeven leerlingen"), about = school_code(b, s->index);
    i64 pupils = 0;
    if (s->kind == STATED_LEERLINGEN) {
        pupils = enrolled_pupils(c->run, s->index);
    } else if (s->kind == STATED_INWONEND) {
        about = partij_code(b, s->index);
        if (!*residents) *residents = resident_pupils(&c->memory, c->run);
        pupils = (*residents)[resident_gemeente(c->run, s->index)];
    } else {
        controle = TEXT("opgegeven telling");
        pupils = counted_pupils(c->run, s->index);
    }
    add_control(c, control_list(c, controle), about, text_integer(&c->memory, pupils),
                text_integer(&c->memory, s->value), text_integer(&c->memory, pupils - s->value),
                pupils == s->value ? OORDEEL_GOED : OORDEEL_FOUT);
}

void check_input(Checking *c)
{
    const i64 *residents = NULL;
    check_tellingen(c);
    add_signals(c);
    for (size_t i = 0; i < c->run->settings->stated.count; i++) {
        const Stated *s = &c->run->settings->stated.items[i];
        if (s->kind != STATED_TOTAAL && s->kind != STATED_KOSTEN)
            check_stated_pupils(c, s, &residents);
    }
}

/* --- amounts that the user stated ------------------------------------------------------------- */

static i128 cost_of(const Sums *contracts, Text contract)
{
    u32 index = symbols_find(&contracts->subjects, contract);
    return index == NONE ? 0 : contracts->left.items[index];
}

void check_stated_amounts(Checking *c, const Sums *contracts)
{
    i128 total = 0;
    for (size_t i = 0; i < contracts->subjects.count; i++)
        total += contracts->left.items[i];
    for (size_t i = 0; i < c->run->settings->stated.count; i++) {
        const Stated *s = &c->run->settings->stated.items[i];
        if (s->kind == STATED_TOTAAL) {
            compare_cents(c, control_list(c, TEXT("opgegeven totaal")), TEXT("totaal"), total,
                          s->value);
        } else if (s->kind == STATED_KOSTEN) {
            Text contract = contract_code(c->run->batch, s->index);
            compare_cents(c, control_list(c, TEXT("opgegeven kosten")), contract,
                          cost_of(contracts, contract), s->value);
        }
    }
}
