/* The command new. In: the name of a folder; out: that folder with all that a first run needs, or
 * with an example. Holds always: the folder was not there, or was empty; it is made whole or not at
 * all. */
#include "engine/taal.h"
#include "io/answer/answer.h"
#include "io/command/options.h"
#include "io/new/assets.h"
#include "io/new/new.h"
#include "io/system/paths.h"
#include "io/system/sys.h"

typedef struct NewFolder {
    Arena *arena;
    const char *target;
    Staging staging;
    Names made; /* from the folder on */
} NewFolder;

static Text path_in(const NewFolder *n, Text name)
{
    return path_below(n->arena, text_of(n->staging.path), name);
}

static bool nothing_is_ours(const void *context, const char *entry)
{
    (void)context, (void)entry;
    return false;
}

static int begin(NewFolder *n)
{
    switch (staging_begin(n->arena, &n->staging, n->target, nothing_is_ours, NULL)) {
    case STAGING_OK: return EXIT_DONE;
    case STAGING_FAILED: return system_fault(n->arena, n->target, n->staging.reason);
    case STAGING_FOREIGN: break;
    }
    return say(n->arena, EXIT_SYSTEM, n->target,
               FILL(n->arena, TR("holds %1; give a folder that is empty or not there"),
                    text_of(n->staging.reason)));
}

/* Makes the folders on the way to a file that are not there yet. */
static int make_folders(NewFolder *n, Text name)
{
    const char *reason;
    for (size_t end = text_find(name, '/', 0); end < name.length;
         end = text_find(name, '/', end + 1)) {
        Text folder = text_slice(name, 0, end + 1);
        bool known = false;
        for (size_t i = 0; i < n->made.count && !known; i++)
            known = text_starts(n->made.items[i], folder);
        const char *path = text_zero_ended(n->arena, path_in(n, text_slice(name, 0, end)));
        if (!known && !sys_make_folder(path, &reason)) return system_fault(n->arena, path, reason);
    }
    return EXIT_DONE;
}

static void remember(NewFolder *n, Text name)
{
    *PUSH(n->arena, &n->made) = name;
}

static int write_file(NewFolder *n, Text name, Text bytes)
{
    const char *reason, *path = text_zero_ended(n->arena, path_in(n, name));
    int status = make_folders(n, name);
    if (status) return status;
    if (!sys_write_file(path, bytes, &reason)) return system_fault(n->arena, path, reason);
    remember(n, name);
    return EXIT_DONE;
}

/* --- the folder of a beginner ----------------------------------------------------------------- */

/* In a child: libxlsxwriter crashes when memory ends. */
static const char *write_workbook(void *context, size_t task)
{
    const NewFolder *n = context;
    const char *path = text_zero_ended(n->arena, path_in(n, TEXT(NEW_WORKBOOK))), *reason = NULL;
    (void)task;
    if (new_workbook(n->arena, path, n->staging.path, &reason) && sys_sync_file(path, &reason))
        return NULL;
    return reason;
}

static int write_beginner(NewFolder *n)
{
    const char *reason;
    size_t failed;
    int status = write_file(n, TEXT(NEW_INI), (Text){new_settlement, new_settlement_length});
    if (status) return status;
    if (!sys_children(n->arena, 1, 1, write_workbook, n, &failed, &reason))
        return system_fault(n->arena, NEW_WORKBOOK, reason);
    remember(n, TEXT(NEW_WORKBOOK));
    return EXIT_DONE;
}

/* --- examples --------------------------------------------------------------------------------- */

static int write_example(NewFolder *n, const Example *example)
{
    for (size_t i = 0; i < example->count; i++) {
        int status = write_file(n, example->items[i].name, example->items[i].bytes);
        if (status) return status;
    }
    return EXIT_DONE;
}

static const Example *find_example(const Examples *examples, const char *name)
{
    for (size_t i = 0; i < examples->count; i++)
        if (text_equal(examples->items[i].name, text_of(name))) return &examples->items[i];
    return NULL;
}

/* How far a name is from one that was given; what has it in it is near. */
static int how_far(Text name, Text given)
{
    for (size_t at = 0; given.length > 2 && at + given.length <= name.length; at++)
        if (text_equal_nocase(text_slice(name, at, at + given.length), given)) return 0;
    return text_distance(name, given);
}

static Text examples_list(Arena *arena, Text nearest)
{
    enum { NAME_WIDTH = 26 };
    Examples examples = examples_unpack(arena);
    TextBuilder out = {.arena = arena};
    bool *told = NEW(arena, bool, examples.count);
    for (size_t n = 0; n < examples.count; n++) {
        size_t best = examples.count;
        for (size_t i = 0; i < examples.count; i++)
            if (!told[i] && (best == examples.count ||
                             (nearest.length && how_far(examples.items[i].name, nearest) <
                                                    how_far(examples.items[best].name, nearest))))
                best = i;
        told[best] = true;
        const Example *example = &examples.items[best];
        build_text(&out, TEXT("  "));
        build_text(&out, example->name);
        for (size_t width = example->name.length; width < NAME_WIDTH; width++)
            build_char(&out, ' ');
        build_text(&out, example->title);
        build_char(&out, '\n');
    }
    return built(&out);
}

void examples_tell(Arena *arena)
{
    Json *json = answer_json();
    Examples examples = examples_unpack(arena);
    answer_print(examples_list(arena, TEXT("")));
    if (!json) return;
    json_list(json, "examples");
    for (size_t i = 0; i < examples.count; i++) {
        json_record(json, NULL);
        json_text_of(json, "name", examples.items[i].name);
        json_text_of(json, "title", examples.items[i].title);
        json_close(json);
    }
    json_close(json);
}

static int wrong_example(Arena *arena, Text name)
{
    Text what = FILL(arena, TR("there is no example %1; there are:"), name);
    sys_print(2, JOIN(arena, TEXT("verreken: "), what, TEXT("\n"), examples_list(arena, name)));
    answer_message(TEXT(""), JOIN(arena, what, TEXT("\n"), examples_list(arena, name)));
    return EXIT_USAGE;
}

/* --- the command ------------------------------------------------------------------------------ */

static void tell_made(const NewFolder *n)
{
    Json *json = answer_json();
    if (json) {
        json_list(json, "files");
        for (size_t i = 0; i < n->made.count; i++)
            json_text_of(json, NULL, n->made.items[i]);
        json_close(json);
        return;
    }
    TextBuilder out = {.arena = n->arena};
    for (size_t i = 0; i < n->made.count; i++) {
        build_text(&out, path_below(n->arena, text_of(n->target), n->made.items[i]));
        build_char(&out, '\n');
    }
    sys_print(1, built(&out));
}

int new_command(Arena *arena, const Options *options)
{
    NewFolder n = {.arena = arena, .target = options->arguments[0]};
    const Example *example = NULL;
    if (options->example) {
        Examples examples = examples_unpack(arena);
        example = find_example(&examples, options->example);
        if (!example) return wrong_example(arena, text_of(options->example));
    }
    if (options->argument_count != 1 || !*n.target)
        return wrong_usage(TR("give the DIR that is to be made"), NULL);
    int status = begin(&n);
    if (!status) status = example ? write_example(&n, example) : write_beginner(&n);
    if (status) return status;
    if (!staging_commit(&n.staging)) return system_fault(arena, n.target, n.staging.reason);
    tell_made(&n);
    return EXIT_DONE;
}
