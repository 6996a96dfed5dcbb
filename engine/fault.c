/* Collecting faults. In: an id, a place, arguments; out: a Report with complete texts. */
#include "engine/fault.h"

const FaultSpec fault_specs[FAULT_COUNT] = {
#define SEVERITY_OF_E SEVERITY_ERROR
#define SEVERITY_OF_W SEVERITY_WARNING
#define FAULT(letter, number, name, english, dutch) \
    {#letter #number, #name, SEVERITY_OF_##letter, english, dutch},
#include "engine/faults.def"
#undef FAULT
};

void fault_add(Report *report, FaultId id, Place place, const Words *arguments, size_t count)
{
    ASSERT(id < FAULT_COUNT);
    ASSERT(count <= FAULT_ARGUMENTS_MOST);
    const FaultSpec *spec = &fault_specs[id];
    if (spec->severity == SEVERITY_ERROR)
        report->errors++;
    else
        report->warnings++;
    report->seen[id]++;
    if (report->count >= FAULTS_KEPT) return;
    Fault *fault = PUSH(report->arena, report);
    Words format = {{[TAAL_EN] = text_of(spec->text), [TAAL_NL] = text_of(spec->dutch)}};
    Words told = words_fill(report->arena, format, arguments, count);
    *fault = (Fault){id, place, told.in[taal_in_force()], told.in[TAAL_NL]};
}

void report_join(Report *to, const Report *from)
{
    to->errors += from->errors;
    to->warnings += from->warnings;
    for (size_t id = 0; id < FAULT_COUNT; id++)
        to->seen[id] += from->seen[id];
    for (size_t i = 0; i < from->count && to->count < FAULTS_KEPT; i++)
        *PUSH(to->arena, to) = from->items[i];
}

static int order(i64 a, i64 b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
    const Fault *a = left, *b = right;
    int result = order(a->place.source, b->place.source);
    if (!result) result = order(a->place.line, b->place.line);
    if (!result) result = order(a->place.field, b->place.field);
    if (!result) result = order(a->place.column, b->place.column);
    if (!result) result = order(a->id, b->id);
    return result ? result : text_compare(a->text, b->text);
}

void report_sort(Report *report)
{
    if (!report->count) return;
    sort_array(report->items, report->count, sizeof *report->items, by_place);
    size_t kept = 1;
    for (size_t i = 1; i < report->count; i++) {
        if (by_place(&report->items[kept - 1], &report->items[i])) {
            report->items[kept++] = report->items[i];
        } else if (fault_specs[report->items[i].id].severity == SEVERITY_ERROR) {
            report->errors--;
        } else {
            report->warnings--;
        }
    }
    report->count = kept;
}
