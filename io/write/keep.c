/* The inputs that are kept, and hashes of files. In: what was read, what was written; out: copies
 * and digests. Holds always: a copy is of the bytes that were read: an input that was changed
 * meanwhile is refused. */
#include "engine/work.h"
#include "io/system/paths.h"
#include "io/system/sys.h"
#include "io/workbook/workbook.h"
#include "io/write/manifest.h"

static void take_bytes(void *context, Text bytes)
{
    sha256_add(context, bytes);
}

typedef struct Job {
    const char *from, *to;
    const u64 *stamp; /* NULL: any */
    Text text;        /* instead of the file `from`, when it has a place in memory */
    u64 bytes;
    char hex[SHA256_HEX];
    const char *reason; /* NULL: done */
} Job;

static void do_job(void *context, size_t task, unsigned worker)
{
    (void)worker;
    Job *job = &((Job *)context)[task];
    Sha256 hash;
    sha256_begin(&hash);
    if (job->text.at) {
        sha256_add(&hash, job->text);
        job->bytes = job->text.length;
        if (!job->to || sys_write_file(job->to, job->text, &job->reason)) job->reason = NULL;
    } else if (sys_stream_file(job->from, job->to, job->stamp, take_bytes, &hash, &job->bytes,
                               &job->reason))
        job->reason = NULL;
    sha256_end(&hash, job->hex);
}

/* Does the jobs and puts what they found in `files`, which run along. */
static bool do_jobs(Arena *arena, Job *jobs, ManifestFiles *files, const char **file,
                    const char **reason)
{
    work_each(files->count, do_job, jobs);
    for (size_t i = 0; i < files->count; i++) {
        files->items[i].bytes = jobs[i].bytes;
        files->items[i].sha256 = text_copy(arena, (Text){jobs[i].hex, SHA256_HEX});
        if (!jobs[i].reason) continue;
        *file = jobs[i].from;
        *reason = jobs[i].reason;
        return false;
    }
    return true;
}

static const char *path_in(Arena *arena, Text folder, Text name)
{
    return text_zero_ended(arena, JOIN(arena, folder, TEXT("/"), name));
}

/* An input that was read from `path`, with the stamp that it had. */
static void add_input(Arena *arena, ManifestFiles *inputs, Job *jobs, Text path, const u64 stamp[4],
                      Text name, Text folder, bool kept)
{
    Text file = JOIN(arena, TEXT(INPUT_FOLDER "/"), name);
    jobs[inputs->count] = (Job){.from = text_zero_ended(arena, path),
                                .to = kept ? path_in(arena, folder, file) : NULL,
                                .stamp = stamp};
    *PUSH(arena, inputs) = (ManifestFile){.file = file, .source = path_name(path)};
}

#define WORKBOOK_NAME "werkmap-"

bool is_kept_workbook(Text name)
{
    Text head = TEXT(WORKBOOK_NAME);
    if (!text_starts(name, head) || !is_workbook_name(name)) return false;
    size_t dot = text_find(name, '.', 0);
    for (size_t i = head.length; i < dot; i++)
        if (name.at[i] < '0' || name.at[i] > '9') return false;
    return dot > head.length && text_count(name, '.') == 1;
}

/* Where a workbook is kept: the first that tables are sheets of is werkmap-1.xlsx. */
static Text name_of_workbook(Arena *arena, const Batch *batch, const Workbook *workbook)
{
    const Workbook *before[TABLE_COUNT];
    size_t count = 0;
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const Workbook *own = batch->sources[SOURCE_TABLES + table].workbook;
        size_t i = 0;
        while (i < count && before[i] != own)
            i++;
        if (own && i == count) before[count++] = own;
        if (own == workbook) break;
    }
    return JOIN(arena, TEXT(WORKBOOK_NAME), text_integer(arena, (i128)count), TEXT(".xlsx"));
}

/* A table that was a sheet: as the text that was made of it. */
static void add_sheet(Arena *arena, ManifestFiles *inputs, Job *jobs, const Batch *batch,
                      const Source *source, Text name, Text folder, bool kept)
{
    add_input(arena, inputs, jobs, source->path, NULL, name, folder, kept);
    jobs[inputs->count - 1].text = source->text;
    ManifestFile *file = &inputs->items[inputs->count - 1];
    file->sheet = source->sheet;
    file->workbook =
        JOIN(arena, TEXT(INPUT_FOLDER "/"), name_of_workbook(arena, batch, source->workbook));
}

/* Each workbook that a table was a sheet of, once. */
static void add_workbooks(Arena *arena, ManifestFiles *inputs, Job *jobs, const Batch *batch,
                          Text folder, bool kept)
{
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const Workbook *own = batch->sources[SOURCE_TABLES + table].workbook;
        TableId first = 0;
        while (own && batch->sources[SOURCE_TABLES + first].workbook != own)
            first++;
        if (own && first == table)
            add_input(arena, inputs, jobs, own->path, own->stamp,
                      name_of_workbook(arena, batch, own), folder, kept);
    }
}

/* The workbooks that the folder of before has, and what its manifest says of where inputs are from.
 */
static void add_before(Arena *arena, ManifestFiles *inputs, Job *jobs, KeptBefore before,
                       Text folder, bool kept)
{
    for (size_t b = 0; b < before.inputs->count; b++) {
        const ManifestFile *file = &before.inputs->items[b];
        if (is_kept_workbook(path_name(file->file)))
            add_input(arena, inputs, jobs,
                      JOIN(arena, text_of(before.folder), TEXT("/"), file->file), NULL,
                      path_name(file->file), folder, kept);
        for (size_t i = 0; i < inputs->count; i++) {
            if (!text_equal(inputs->items[i].file, file->file)) continue;
            inputs->items[i].source = file->source;
            inputs->items[i].sheet = file->sheet;
            inputs->items[i].workbook = file->workbook;
        }
    }
}

bool keep_inputs(Arena *arena, const Batch *batch, Text folder, bool kept, const Logo *logo,
                 KeptBefore before, ManifestFiles *inputs, const char **file, const char **reason)
{
    size_t most = 2 * TABLE_COUNT + 2 + (before.folder ? before.inputs->count : 0);
    Job *jobs = NEW(arena, Job, most);
    const Source *ini = &batch->sources[SOURCE_INI];
    *file = path_in(arena, folder, TEXT(INPUT_FOLDER));
    if (kept && !sys_make_folder(*file, reason)) return false;
    const char *kept_folder = *file;
    add_input(arena, inputs, jobs, ini->path, ini->stamp, TEXT(KEPT_INI), folder, kept);
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        const Source *source = &batch->sources[SOURCE_TABLES + table];
        Text name = JOIN(arena, text_of(table_specs[table].name), TEXT(".csv"));
        if (source->workbook && source->block)
            add_sheet(arena, inputs, jobs, batch, source, name, folder, kept);
        else if (source->block)
            add_input(arena, inputs, jobs, source->path, source->stamp, name, folder, kept);
    }
    if (logo->path.length)
        add_input(arena, inputs, jobs, logo->path, logo->stamp, TEXT(LOGO_FILE), folder, kept);
    if (before.folder)
        add_before(arena, inputs, jobs, before, folder, kept);
    else
        add_workbooks(arena, inputs, jobs, batch, folder, kept);
    if (!do_jobs(arena, jobs, inputs, file, reason)) return false;
    *file = kept_folder;
    return !kept || sys_sync_folder(kept_folder, reason);
}

bool hash_files(Arena *arena, Text folder, ManifestFiles *files, const char **file,
                const char **reason)
{
    Job *jobs = NEW(arena, Job, files->count + 1);
    for (size_t i = 0; i < files->count; i++)
        jobs[i] = (Job){.from = path_in(arena, folder, files->items[i].file)};
    return do_jobs(arena, jobs, files, file, reason);
}

Text hash_of_files(Arena *arena, const ManifestFiles *files)
{
    Sha256 hash;
    char hex[SHA256_HEX];
    sha256_begin(&hash);
    for (size_t i = 0; i < files->count; i++) {
        sha256_add_field(&hash, files->items[i].file);
        sha256_add_field(&hash, files->items[i].sha256);
    }
    sha256_end(&hash, hex);
    return text_copy(arena, (Text){hex, SHA256_HEX});
}
