/* Tables in parts. In: tables of which any rows can be put; out: files. Holds always: a part is
 * written where the one before it ends; it waits until that is known, not until it is written. */
#include "io/write/write_parts.h"

#include "engine/work.h"
#include "io/system/sys.h"

enum { PART_ROWS = 4096 }; /* some hundreds of kB: a part that is put is still in the cache */

typedef struct Table {
    const WriteJob *job;
    Writer *writer;
    size_t parts;
    size_t turn; /* the part of which the place is known */
    u64 offset;
} Table;

/* The page of one thread, so far from the next one that they share no line of the cache. */
typedef struct OwnPage {
    Page page;
    char gap[WORKER_GAP];
} OwnPage;

/* One part of one table. */
typedef struct Part {
    u32 table;
    u32 part;
} Part;

typedef struct Writing {
    Table *tables;
    size_t count;
    Part *parts; /* in the order in which they are begun */
    size_t part_count;
    OwnPage *pages; /* by worker */
    Monitor *turns;
} Writing;

/* Where a part of so many bytes is written. */
static u64 place_of_part(Writing *writing, Table *table, size_t part, size_t bytes)
{
    sys_monitor_enter(writing->turns);
    while (table->turn != part)
        sys_monitor_wait(writing->turns);
    u64 offset = table->offset;
    table->offset += bytes;
    table->turn++;
    sys_monitor_tell(writing->turns);
    sys_monitor_leave(writing->turns);
    return offset;
}

static void put_part(Page *page, const WriteJob *job, size_t part)
{
    size_t first = part * PART_ROWS, end = first + PART_ROWS;
    page->used = 0;
    if (!part) {
        put_bytes(page, text_of(job->header));
        put_char(page, '\n');
    }
    job->put(page, job->context, first, end < job->rows ? end : job->rows);
}

static void write_part(void *context, size_t task, unsigned worker)
{
    Writing *writing = context;
    size_t part = writing->parts[task].part;
    Table *table = &writing->tables[writing->parts[task].table];
    Page *page = &writing->pages[worker].page;
    put_part(page, table->job, part);
    u64 offset = place_of_part(writing, table, part, page->used);
    const char *reason = NULL;
    if (writer_put(table->writer, page_text(page), offset, &reason)) return;
    sys_monitor_enter(writing->turns);
    table->writer->reason = reason;
    sys_monitor_leave(writing->turns);
}

/* Puts the parts of all tables in an order in which the tables progress alike: one file takes no
 * two writes at a time. The parts of one table rise, so that a part waits for one that has been
 * begun. */
static void order_parts(Arena *arena, Writing *writing)
{
    size_t *begun = NEW(arena, size_t, writing->count);
    for (size_t i = 0; i < writing->count; i++)
        writing->part_count += writing->tables[i].parts;
    writing->parts = NEW(arena, Part, writing->part_count);
    for (size_t n = 0; n < writing->part_count; n++) {
        size_t next = 0;
        for (size_t i = 1; i < writing->count; i++)
            if (begun[i] * writing->tables[next].parts < begun[next] * writing->tables[i].parts)
                next = i;
        writing->parts[n] = (Part){(u32)next, (u32)begun[next]++};
    }
}

/* Opens the files; false: *file could not be. */
static bool open_files(Arena *arena, Text folder, Writing *writing, const WriteJob *jobs,
                       WrittenFiles *written, const char **file)
{
    for (size_t i = 0; i < writing->count; i++) {
        ASSERT(written->count < WRITTEN_FILES_MOST);
        Writer *writer = &written->writers[written->count];
        *file = written->files[written->count++] = jobs[i].file;
        writer_open(writer, text_zero_ended(arena, JOIN(arena, folder, TEXT("/"), text_of(*file))));
        if (writer->reason) return false;
        size_t parts = (jobs[i].rows + PART_ROWS - 1) / PART_ROWS;
        writing->tables[i] = (Table){&jobs[i], writer, parts ? parts : 1, 0, 0};
    }
    return true;
}

/* The first file that could not be written, and why; true: there is none. */
static bool all_written(const WrittenFiles *written, const char **file, const char **reason)
{
    for (size_t i = 0; i < written->count; i++) {
        *file = written->files[i];
        *reason = written->writers[i].reason;
        if (*reason) return false;
    }
    return true;
}

bool write_parts(Arena *arena, Text folder, const WriteJob *jobs, size_t count,
                 WrittenFiles *written, const char **file, const char **reason)
{
    Writing writing = {.tables = NEW(arena, Table, count),
                       .count = count,
                       .pages = NEW(arena, OwnPage, work_width()),
                       .turns = sys_monitor(arena)};
    if (open_files(arena, folder, &writing, jobs, written, file)) {
        order_parts(arena, &writing);
        work_each(writing.part_count, write_part, &writing);
    }
    for (unsigned i = 0; i < work_width(); i++)
        page_free(&writing.pages[i].page);
    return all_written(written, file, reason);
}

bool written_close(WrittenFiles *written, const char **file, const char **reason)
{
    for (size_t i = 0; i < written->count; i++)
        (void)writer_close(&written->writers[i]);
    bool done = all_written(written, file, reason);
    written->count = 0;
    return done;
}
