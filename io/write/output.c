/* Writing the folder of a settlement. In: a computed run; out: tables, controls, inputs, manifest
 * in a staging folder. Holds always: a file that cannot be written leaves nothing behind. */
#include "io/write/output.h"

#include "engine/taal.h"
#include "io/tell/progress.h"
#include "io/tell/timings.h"
#include "io/write/package.h"
#include "io/write/write_csv.h"

/* A document that we made: one that the folder is said to hold, or when nothing says what it holds,
 * one that is named like ours. */
static bool is_our_document(const ManifestFiles *listed, Text name)
{
    if (!is_document(name) || !listed || name.at[name.length - 1] == '/') return is_document(name);
    size_t low = 0, high = listed->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_compare(listed->items[middle].file, name);
        if (!order) return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* `context`: the outputs that the manifest of the folder lists, by file; NULL: it has none. */
static bool is_our_output(const void *context, const char *name)
{
    Text text = text_of(name), folder = TEXT(INPUT_FOLDER "/");
    static const char *const others[] = {CONTROLES_FILE, CORRECTIES_FILE, PACKAGE_FILE,
                                         MANIFEST_FILE};
    static const char *const inputs[] = {"", KEPT_INI, ORIGIN_FILE, KEY_FILE, LOGO_FILE};
    if (is_output_table(name) || is_our_document(context, text)) return true;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (!strcmp(name, others[i])) return true;
    if (!text_starts(text, folder)) return false;
    Text inner = text_slice(text, folder.length, text.length);
    for (size_t i = 0; i < COUNT_OF(inputs); i++)
        if (text_equal(inner, text_of(inputs[i]))) return true;
    if (is_kept_workbook(inner)) return true;
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Text own = text_of(table_specs[table].name);
        if (text_starts(inner, own) &&
            text_equal(text_slice(inner, own.length, inner.length), TEXT(".csv")))
            return true;
    }
    return false;
}

int begin_folder(Arena *arena, Staging *staging, const char *target, IsOurs *is_ours,
                 const void *context)
{
    switch (staging_begin(arena, staging, target, is_ours, context)) {
    case STAGING_OK: return EXIT_DONE;
    case STAGING_FAILED: return system_fault(arena, target, staging->reason);
    case STAGING_FOREIGN: break;
    }
    return say(arena, EXIT_SYSTEM, target,
               FILL(arena,
                    TR("holds %1, which verreken did not write; give another folder with -o"),
                    text_of(staging->reason)));
}

int begin_output(Output *o, const char *target)
{
    Manifest before;
    Text problem;
    bool known = manifest_read(o->arena, text_of(target), &before, NULL, &problem);
    return begin_folder(o->arena, &o->staging, target, is_our_output,
                        known ? &before.outputs : NULL);
}

/* --- tables ----------------------------------------------------------------------------------- */

static int by_file(const void *left, const void *right)
{
    const ManifestFile *a = left, *b = right;
    return text_compare(a->file, b->file);
}

/* A file that was written: its hash is to be made. */
static void remember_output(Output *o, Text name)
{
    ManifestFiles *outputs = &o->manifest.outputs;
    size_t known = 0;
    while (known < outputs->count && !text_equal(outputs->items[known].file, name))
        known++;
    if (known == outputs->count)
        *PUSH(o->arena, outputs) = (ManifestFile){.file = name};
    else
        outputs->items[known].sha256 = TEXT("");
}

/* Syncs and closes, and remembers what was written. */
static int close_written(Output *o, WrittenFiles *written)
{
    for (size_t i = 0; i < written->count; i++)
        remember_output(o, text_of(written->files[i]));
    const char *file, *reason;
    if (written_close(written, &file, &reason)) return EXIT_DONE;
    return system_fault(o->arena, file, reason);
}

int write_output_tables(Output *o)
{
    const char *file, *reason;
    WrittenFiles written = {0};
    Text folder = text_of(o->staging.path);
    progress_stage(TR("writing the tables"));
    TableChoice choice = o->numbers_alone ? TABLES_WITH_NUMBERS : TABLES_ALL;
    for (size_t i = 0; o->numbers_alone && i < COUNT_OF(numbered_tables); i++)
        sys_remove_file(text_zero_ended(
            o->arena, JOIN(o->arena, folder, TEXT("/"), text_of(numbered_tables[i]))));
    if (!write_tables(o->arena, o->run, folder, choice, &written, &file, &reason))
        return system_fault(o->arena, file, reason);
    timings_stage("write");
    return close_written(o, &written);
}

int write_output_controls(Output *o)
{
    const char *file, *reason;
    WrittenFiles written = {0};
    Text folder = text_of(o->staging.path);
    progress_stage(TR("comparing what was written"));
    if (!has_documents(o->formats)) forget_lines(o->run); /* controls look at what was written */
    sys_memory_trim();
    if (!controls_make(o->arena, o->run, folder, CONTROL_BLOCK, &o->controls, &reason))
        return system_fault(o->arena, CONTROLES_FILE, reason);
    if (!controls_write(o->arena, &o->controls, folder, &written, &file, &reason))
        return system_fault(o->arena, file, reason);
    timings_stage("control");
    return close_written(o, &written);
}

int write_output_documents(Output *o)
{
    const char *file, *reason;
    Rendered rendered = {0};
    if (!has_documents(o->formats)) return EXIT_DONE;
    progress_stage(TR("making the documents"));
    Rendering rendering = {.run = o->run,
                           .controls = &o->controls,
                           .corrected = o->corrected,
                           .logo = o->logo.bytes,
                           .pseudonyms = o->pseudonyms,
                           .formats = o->formats,
                           .folder = text_of(o->staging.path)};
    if (!render_documents(o->arena, &rendering, &rendered, &file, &reason))
        return system_fault(o->arena, file, reason);
    for (size_t i = 0; i < rendered.count; i++) /* never written before: no need to look */
        *PUSH(o->arena, &o->manifest.outputs) = (ManifestFile){.file = rendered.items[i]};
    forget_lines(o->run);
    timings_stage("documents");
    return EXIT_DONE;
}

/* The folder of the inputs of an earlier boeking; NULL: it is not there any more, or is not what it
 * was. */
static const char *previous_inputs(Arena *arena, const Previous *previous)
{
    Manifest manifest;
    Text problem;
    bool there = manifest_read(arena, previous->folder, &manifest, NULL, &problem) &&
                 manifest.kept && text_equal(manifest.concept, previous->manifest);
    if (!there) return NULL;
    return text_zero_ended(arena, JOIN(arena, previous->folder, TEXT("/" INPUT_FOLDER)));
}

static void ignore_bytes(void *context, Text bytes)
{
    (void)context, (void)bytes;
}

int keep_output(Output *o, const char *name)
{
    const char *reason;
    u64 bytes;
    Text from = JOIN(o->arena, text_of(o->concept), TEXT("/"), text_of(name));
    Text to = JOIN(o->arena, text_of(o->staging.path), TEXT("/"), text_of(name));
    const char *file = text_zero_ended(o->arena, from);
    if (!sys_stream_file(file, text_zero_ended(o->arena, to), NULL, ignore_bytes, NULL, &bytes,
                         &reason))
        return system_fault(o->arena, file, reason);
    remember_output(o, text_of(name));
    return EXIT_DONE;
}

int write_output_corrections(Output *o, const Previouses *previous, Text *missing)
{
    const char *file, *reason;
    WrittenFiles written = {0};
    KeptInputs *before = NEW(o->arena, KeptInputs, previous->count + 1);
    *missing = TEXT("");
    if (!o->run->books) return EXIT_DONE;
    progress_stage(TR("finding what corrections come from"));
    for (size_t i = 0; i < previous->count; i++)
        before[i] = (KeptInputs){previous->items[i].boeking, previous->items[i].last,
                                 previous_inputs(o->arena, &previous->items[i])};
    if (o->concept && previous->count && !before->folder) {
        *missing = previous->items[0].folder;
        return keep_output(o, CORRECTIES_FILE);
    }
    if (!corrections_find(o->arena, o->run, before, previous->count, o->inputs, &o->corrections,
                          &file, &reason) ||
        !corrections_write(o->arena, o->run, &o->corrections, text_of(o->staging.path), &written,
                           &file, &reason))
        return system_fault(o->arena, file, reason);
    timings_stage("correcties");
    return close_written(o, &written);
}

/* --- inputs and manifest ---------------------------------------------------------------------- */

static const char *origin_path(Arena *arena, Text folder, const char *name)
{
    return text_zero_ended(arena, JOIN(arena, folder, TEXT("/" INPUT_FOLDER "/"), text_of(name)));
}

/* Keeps the place of a file, from the folder on, under a name. */
static int keep_place(Output *o, const char *name, Text place)
{
    const char *reason, *file = origin_path(o->arena, text_of(o->staging.path), name);
    Text way =
        JOIN(o->arena, path_between(o->arena, text_of(o->staging.target), place), TEXT("\n"));
    if (!sys_write_file(file, way, &reason)) return system_fault(o->arena, file, reason);
    return EXIT_DONE;
}

int keep_output_inputs(Output *o, bool kept, Text grootboek, Text pseudoniem)
{
    const char *file, *reason;
    Text folder = text_of(o->staging.path);
    o->manifest.kept = kept;
    progress_stage(TR("keeping the inputs"));
    if (!keep_inputs(o->arena, o->run->batch, folder, kept, &o->logo, o->before,
                     &o->manifest.inputs, &file, &reason))
        return system_fault(o->arena, file, reason);
    timings_stage("keep");
    if (kept) o->inputs = text_zero_ended(o->arena, JOIN(o->arena, folder, TEXT("/" INPUT_FOLDER)));
    int status = EXIT_DONE;
    if (kept && grootboek.length) status = keep_place(o, ORIGIN_FILE, grootboek);
    if (!status && kept && pseudoniem.length) status = keep_place(o, KEY_FILE, pseudoniem);
    return status;
}

int hash_output(Output *o)
{
    const char *file, *reason;
    ManifestFiles fresh = {0}, *outputs = &o->manifest.outputs;
    progress_stage(TR("finishing the folder"));
    sort_array(outputs->items, outputs->count, sizeof *outputs->items, by_file);
    for (size_t i = 0; i < outputs->count; i++)
        if (!outputs->items[i].sha256.length) *PUSH(o->arena, &fresh) = outputs->items[i];
    if (!hash_files(o->arena, text_of(o->staging.path), &fresh, &file, &reason))
        return system_fault(o->arena, file, reason);
    for (size_t i = 0, next = 0; i < outputs->count; i++)
        if (!outputs->items[i].sha256.length) outputs->items[i] = fresh.items[next++];
    timings_stage("hash");
    return EXIT_DONE;
}

int write_output_package(Output *o)
{
    const char *file = PACKAGE_FILE, *reason;
    Text folder = text_of(o->staging.path);
    ManifestFiles own = {0}, *outputs = &o->manifest.outputs;
    *PUSH(o->arena, &own) = (ManifestFile){.file = TEXT(PACKAGE_FILE)};
    if (!package_write(o->arena, o->run, &o->manifest, folder, &reason) ||
        !hash_files(o->arena, folder, &own, &file, &reason))
        return system_fault(o->arena, file, reason);
    *PUSH(o->arena, outputs) = own.items[0];
    sort_array(outputs->items, outputs->count, sizeof *outputs->items, by_file);
    return EXIT_DONE;
}

int write_output_manifest(Output *o)
{
    const char *reason;
    if (manifest_write(o->arena, o->run, &o->controls, &o->manifest, text_of(o->staging.path),
                       &reason))
        return EXIT_DONE;
    return system_fault(o->arena, MANIFEST_FILE, reason);
}

/* --- the place of the grootboek --------------------------------------------------------------- */

static Text kept_place(Arena *arena, Text folder, const char *name)
{
    enum { PLACE_MOST = 1 << 14 };
    FileRead file = sys_read_file(arena, origin_path(arena, folder, name), PLACE_MOST);
    if (file.outcome != READ_OK) return TEXT("");
    Text place = text_trim(text_slice(file.text, 0, text_find(file.text, '\n', 0)));
    return path_up_from(arena, folder, place);
}

Text kept_grootboek(Arena *arena, Text folder)
{
    return kept_place(arena, folder, ORIGIN_FILE);
}

Text kept_pseudoniem(Arena *arena, Text folder)
{
    return kept_place(arena, folder, KEY_FILE);
}
