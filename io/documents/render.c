/* Documents. In: a settlement with its controls; out: files. Holds always: a document is whole, was
 * read back and is on the disk, or the first that is not is told; memory does not grow with their
 * number. */
#include "io/documents/render.h"

#include "engine/work.h"
#include "io/documents/afrekening.h"
#include "io/documents/invoice_pdf.h"
#include "io/documents/invoice_ubl.h"
#include "io/documents/invoice_xlsx.h"
#include "io/documents/specificatie.h"
#include "io/report/report.h"
#include "io/system/sys.h"
#include "io/write/put_rows.h"

/* What the children share; each of their own. */
typedef struct Renderer {
    Arena *arena; /* of one document; rewound for the next */
    const Rendering *r;
    InvoiceSource source;
    const SpecificatieUnits *units; /* NULL: no specificaties */
    ChildTask *whole[2];            /* of the settlement as a whole: the first tasks */
    const char *names[2];
    size_t whole_count;
    size_t facturen; /* one task each */
    const char *folder;
} Renderer;

static const char *path_of(Arena *arena, const Rendering *r, Text name)
{
    return text_zero_ended(arena, JOIN(arena, r->folder, TEXT("/"), name));
}

/* FACTUREN_FOLDER/NUMMER_CODE.xlsx */
static Text name_of(Arena *arena, const Invoice *invoice, const char *kind)
{
    return JOIN(arena, TEXT(FACTUREN_FOLDER "/"), invoice->stem, text_of(kind));
}

static Text specificatie_name(Arena *arena, const Invoice *invoice)
{
    return JOIN(arena, TEXT(SPECIFICATIES_FOLDER "/"), invoice->stem, TEXT(".xlsx"));
}

static bool has_specificatie(const Renderer *renderer, const Invoice *invoice)
{
    return renderer->units && specificatie_is_needed(renderer->units, invoice->factuur);
}

/* --- in a child ------------------------------------------------------------------------------- */

static const char *write_workbook(void *context, size_t task)
{
    Renderer *renderer = context;
    (void)task;
    const Rendering *r = renderer->r;
    const char *path = path_of(renderer->arena, r, TEXT(AFREKENING_FILE)), *reason = NULL;
    if (afrekening_write(renderer->arena, r->run, r->controls, path, renderer->folder, &reason) &&
        sys_sync_file(path, &reason))
        return NULL;
    return reason;
}

static const char *write_report(void *context, size_t task)
{
    Renderer *renderer = context;
    const Rendering *r = renderer->r;
    const char *reason;
    (void)task;
    if (report_write(renderer->arena, r->run, r->controls, r->folder, &reason)) return NULL;
    return reason;
}

static const char *write_bytes(Renderer *renderer, Text name, Text bytes)
{
    const char *reason;
    if (sys_write_file(path_of(renderer->arena, renderer->r, name), bytes, &reason)) return NULL;
    return reason;
}

static const char *write_invoice_workbook(Renderer *renderer, const Invoice *invoice)
{
    Arena *arena = renderer->arena;
    const char *path = path_of(arena, renderer->r, name_of(arena, invoice, ".xlsx")), *reason;
    if (invoice_xlsx(arena, invoice, renderer->r->logo, path, renderer->folder, &reason) &&
        sys_sync_file(path, &reason))
        return NULL;
    return reason;
}

static bool is_e_invoice(const Rendering *r, const Invoice *invoice)
{
    return (r->formats & FORMAT_UBL) && invoice->soort != SPECIFICATIE;
}

static const char *write_specificatie(Renderer *renderer, const Invoice *invoice)
{
    Arena *arena = renderer->arena;
    const char *path = path_of(arena, renderer->r, specificatie_name(arena, invoice)), *reason;
    Specificatie s = {renderer->units, invoice, renderer->r->pseudonyms, 0};
    if (specificatie_write(arena, &s, path, renderer->folder, &reason) &&
        sys_sync_file(path, &reason))
        return NULL;
    return reason;
}

static const char *write_invoice(Renderer *renderer, size_t place)
{
    const Rendering *r = renderer->r;
    Arena *arena = renderer->arena;
    Invoice invoice = invoice_make(arena, &renderer->source, place);
    bool ubl = is_e_invoice(r, &invoice);
    Text pdf = TEXT("");
    const char *reason = NULL;
    if (ubl || (r->formats & FORMAT_PDF)) pdf = invoice_pdf(arena, &invoice, r->logo, &reason);
    if (!reason && (r->formats & FORMAT_PDF))
        reason = write_bytes(renderer, name_of(arena, &invoice, ".pdf"), pdf);
    if (!reason && ubl)
        reason = write_bytes(renderer, name_of(arena, &invoice, ".xml"),
                             invoice_ubl(arena, &invoice, pdf));
    if (!reason && (r->formats & FORMAT_XLSX)) reason = write_invoice_workbook(renderer, &invoice);
    if (!reason && has_specificatie(renderer, &invoice))
        reason = write_specificatie(renderer, &invoice);
    return reason;
}

static const char *write_document(void *context, size_t task)
{
    Renderer *renderer = context;
    const char *reason;
    if (task < renderer->whole_count)
        reason = renderer->whole[task](renderer, task);
    else
        reason = write_invoice(renderer, task - renderer->whole_count);
    if (!reason) arena_rewind(renderer->arena);
    return reason;
}

/* --- in the parent ---------------------------------------------------------------------------- */

static int by_text(const void *left, const void *right)
{
    return text_compare(*(const Text *)left, *(const Text *)right);
}

/* The names of all documents, and of those of each task the first. */
static const char **list_names(Arena *arena, Renderer *renderer, Rendered *rendered)
{
    const Rendering *r = renderer->r;
    size_t whole = renderer->whole_count;
    const char **first = NEW(arena, const char *, whole + renderer->facturen + 1);
    for (size_t i = 0; i < whole; i++) {
        *PUSH(arena, rendered) = text_of(renderer->names[i]);
        first[i] = renderer->names[i];
    }
    for (size_t i = 0; i < renderer->facturen; i++) {
        Invoice invoice = invoice_names(arena, &renderer->source, i);
        size_t before = rendered->count;
        if (r->formats & FORMAT_PDF) *PUSH(arena, rendered) = name_of(arena, &invoice, ".pdf");
        if (is_e_invoice(r, &invoice)) *PUSH(arena, rendered) = name_of(arena, &invoice, ".xml");
        if (r->formats & FORMAT_XLSX) *PUSH(arena, rendered) = name_of(arena, &invoice, ".xlsx");
        if (has_specificatie(renderer, &invoice))
            *PUSH(arena, rendered) = specificatie_name(arena, &invoice);
        first[whole + i] =
            before < rendered->count ? text_zero_ended(arena, rendered->items[before]) : "";
    }
    sort_array(rendered->items, rendered->count, sizeof *rendered->items, by_text);
    return first;
}

static void add_whole(Renderer *renderer, const char *name, ChildTask *write)
{
    renderer->names[renderer->whole_count] = name;
    renderer->whole[renderer->whole_count++] = write;
}

bool render_documents(Arena *arena, const Rendering *r, Rendered *rendered, const char **file,
                      const char **reason)
{
    Arena scratch = {0}, tables_memory = {0}, units_memory = {0}, words_memory = {0};
    PupilWords words = pupil_words(&words_memory, r->run->batch);
    Tables tables = tables_begin(&tables_memory, r->run);
    Renderer renderer = {.arena = &scratch,
                         .r = r,
                         .source = {r->run, &tables, r->corrected, &words},
                         .folder = text_zero_ended(arena, r->folder)};
    if (r->formats & FORMAT_XLSX) add_whole(&renderer, AFREKENING_FILE, write_workbook);
    if (r->formats & FORMAT_HTML) add_whole(&renderer, RAPPORT_FILE, write_report);
    if (r->formats & (FORMAT_XLSX | FORMAT_PDF | FORMAT_UBL))
        renderer.facturen = r->run->facturen.count;
    if (r->run->settings->invoicing.specificatie && (r->formats & FORMAT_XLSX))
        renderer.units = specificatie_units(&units_memory, r->run);
    bool specificaties = renderer.units && specificatie_any(renderer.units);
    const char **names = list_names(arena, &renderer, rendered);
    *file = path_of(arena, r, TEXT(FACTUREN_FOLDER));
    bool done = !renderer.facturen || sys_make_folder(*file, reason);
    const char *other = path_of(arena, r, TEXT(SPECIFICATIES_FOLDER));
    if (done && specificaties && !sys_make_folder(other, reason)) done = false, *file = other;
    size_t failed = 0;
    if (done && !sys_children(arena, renderer.whole_count + renderer.facturen, work_width(),
                              write_document, &renderer, &failed, reason)) {
        done = false;
        *file = names[failed];
    }
    if (done && renderer.facturen) done = sys_sync_folder(*file, reason);
    if (done && specificaties && !sys_sync_folder(other, reason)) done = false, *file = other;
    arena_free(&words_memory);
    arena_free(&units_memory);
    arena_free(&tables_memory);
    arena_free(&scratch);
    return done;
}

bool is_document(Text name)
{
    static const char *const kinds[] = {".xlsx", ".pdf", ".xml"};
    static const char *const whole[] = {AFREKENING_FILE, RAPPORT_FILE, FACTUREN_FOLDER "/",
                                        SPECIFICATIES_FOLDER "/"};
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        if (text_equal(name, text_of(whole[i]))) return true;
    if (!text_starts(name, TEXT(FACTUREN_FOLDER "/CONCEPT-")) &&
        !text_starts(name, TEXT(FACTUREN_FOLDER "/SPECIFICATIE-")) &&
        !text_starts(name, TEXT(SPECIFICATIES_FOLDER "/CONCEPT-")) &&
        !text_starts(name, TEXT(SPECIFICATIES_FOLDER "/SPECIFICATIE-")))
        return false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        Text kind = text_of(kinds[i]);
        if (name.length > kind.length &&
            text_equal(text_slice(name, name.length - kind.length, name.length), kind))
            return text_find(name, '_', 0) < name.length;
    }
    return false;
}
