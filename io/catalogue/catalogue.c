/* The catalogue of messages. In: an id; out: what it means, and an example of how it goes wrong and
 * right, in the language in force. Holds always: nothing is read, so it helps also when nothing can
 * be read. */
#include "io/catalogue/catalogue.h"

#include "io/answer/answer.h"
#include "io/command/options.h"
#include "io/system/sys.h"

static const Example *example_of(const char *id)
{
    for (size_t i = 0; i < catalogue_count; i++)
        if (!strcmp(catalogue_examples[i].id, id)) return &catalogue_examples[i];
    return NULL;
}

/* The text of a message, with … for what it is told about. */
static Text general_text(Arena *arena, const FaultSpec *spec)
{
    Text dots[FAULT_ARGUMENTS_MOST];
    for (size_t i = 0; i < COUNT_OF(dots); i++)
        dots[i] = TEXT("…");
    const char *format = taal_in_force() == TAAL_NL ? spec->dutch : spec->text;
    return text_fill(arena, text_of(format), dots, COUNT_OF(dots));
}

static Text severity_text(const FaultSpec *spec)
{
    return spec->severity == SEVERITY_ERROR ? TR("error") : TR("warning");
}

static const FaultSpec *spec_of(Text id)
{
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        Text own = text_of(fault_specs[i].id);
        if (text_equal_nocase(own, id) || text_equal(text_slice(own, 1, own.length), id))
            return &fault_specs[i];
    }
    return NULL;
}

static const FaultSpec *nearest_spec(Text id)
{
    const FaultSpec *nearest = &fault_specs[0];
    int least = text_distance(text_of(nearest->id), id);
    for (size_t i = 1; i < FAULT_COUNT; i++) {
        int distance = text_distance(text_of(fault_specs[i].id), id);
        if (distance < least) nearest = &fault_specs[i], least = distance;
    }
    return nearest;
}

/* --- answers ---------------------------------------------------------------------------------- */

static void put_spec(Arena *arena, Json *json, const FaultSpec *spec)
{
    Taal taal = taal_in_force();
    const Example *example = example_of(spec->id);
    json_record(json, NULL);
    json_text_of(json, "id", text_of(spec->id));
    json_text_of(json, "severity",
                 spec->severity == SEVERITY_ERROR ? TEXT("error") : TEXT("warning"));
    json_text_of(json, "text", general_text(arena, spec));
    if (example) {
        json_record(json, "example");
        json_text_of(json, "goal", text_of(example->goal[taal]));
        json_text_or_nothing(json, "file", text_of(example->file));
        json_text_of(json, "wrong", text_of(example->wrong[taal]));
        json_text_of(json, "right", text_of(example->right[taal]));
        json_close(json);
    } else {
        json_nothing(json, "example");
    }
    json_close(json);
}

static Text spec_text(Arena *arena, const FaultSpec *spec)
{
    Taal taal = taal_in_force();
    const Example *e = example_of(spec->id);
    Text head = JOIN(arena, text_of(spec->id), TEXT(" "), severity_text(spec), TEXT(": "),
                     general_text(arena, spec), TEXT("\n"));
    if (!e) return head;
    return JOIN(arena, head, FILL(arena, TR("\nexample: %1\n"), text_of(e->goal[taal])),
                FILL(arena, *e->file ? TR("  wrong, in %2:\n    %1\n") : TR("  wrong:\n    %1\n"),
                     text_of(e->wrong[taal]), text_of(e->file)),
                FILL(arena, TR("  right:\n    %1\n"), text_of(e->right[taal])));
}

/* In the order of their numbers. */
static int by_id(const void *left, const void *right)
{
    const FaultSpec *a = *(const FaultSpec *const *)left, *b = *(const FaultSpec *const *)right;
    return strcmp(a->id + 1, b->id + 1);
}

static void tell_all(Arena *arena)
{
    const FaultSpec **specs = NEW(arena, const FaultSpec *, FAULT_COUNT);
    for (size_t i = 0; i < FAULT_COUNT; i++)
        specs[i] = &fault_specs[i];
    sort_array(specs, FAULT_COUNT, sizeof *specs, by_id);
    if (answer_json()) json_list(answer_json(), "catalogue");
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        if (answer_json())
            put_spec(arena, answer_json(), specs[i]);
        else
            sys_print(1, JOIN(arena, text_of(specs[i]->id), TEXT("  "),
                              general_text(arena, specs[i]), TEXT("\n")));
    }
    if (answer_json()) json_close(answer_json());
}

int catalogue_tell(Arena *arena, const char *id)
{
    Text wanted = text_trim(text_of(id));
    answer_command("check --explain");
    if (text_equal_nocase(wanted, TEXT("alle")) || text_equal_nocase(wanted, TEXT("all")))
        return tell_all(arena), EXIT_DONE;
    const FaultSpec *spec = spec_of(wanted);
    if (!spec) {
        Text told = FILL(arena, TR("there is no message %1; did you mean %2?"), wanted,
                         text_of(nearest_spec(wanted)->id));
        return wrong_usage(TEXT("%1"), text_zero_ended(arena, told));
    }
    if (answer_json()) {
        json_list(answer_json(), "catalogue");
        put_spec(arena, answer_json(), spec);
        json_close(answer_json());
    } else {
        sys_print(1, spec_text(arena, spec));
    }
    return EXIT_DONE;
}
