/* Goal: the facturen of a settlement as PDF and workbook, without the command: for looking at them,
 * and to measure what one costs.
 *
 *   render SETTLEMENT.ini FOLDER [LOGO.png]    writes them
 *   render SETTLEMENT.ini - TIMES              only makes the PDFs, all of them TIMES times; prints
 *                                              milliseconds for each, and memory after each time
 */
#include "io/documents/invoice_pdf.h"
#include "io/documents/invoice_xlsx.h"
#include "io/pipe.h"
#include "io/system/sys.h"
#include "io/tell/tell.h"
#include "io/write/put_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Fontconfig keeps what it read until the process ends, and that is no leak of ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static int failed(const char *what, const char *why)
{
    fprintf(stderr, "render: %s: %s\n", what, why ? why : "failed");
    return 1;
}

static void on_defect(const char *what, const char *file, int line)
{
    fprintf(stderr, "render: %s:%d: %s\n", file, line, what);
    exit(64);
}

static void on_out_of_memory(void)
{
    exit(4);
}

static long resident_kb(void)
{
    char line[256];
    long kb = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (!strncmp(line, "VmRSS:", 6)) kb = atol(line + 6);
    if (status) fclose(status);
    return kb;
}

static int measure(const InvoiceSource *source, long times)
{
    Arena arena = {0};
    const char *reason;
    for (long round = 0; round < times; round++) {
        struct timespec begin, end;
        size_t bytes = 0;
        clock_gettime(CLOCK_MONOTONIC, &begin);
        for (size_t i = 0; i < source->run->facturen.count; i++) {
            Invoice invoice = invoice_make(&arena, source, i);
            Text pdf = invoice_pdf(&arena, &invoice, TEXT(""), &reason);
            if (!pdf.length) return failed("pdf", reason);
            bytes += pdf.length;
            arena_rewind(&arena);
        }
        clock_gettime(CLOCK_MONOTONIC, &end);
        long micros = (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000;
        long count = (long)source->run->facturen.count;
        printf("%ld documents, %ld us and %ld bytes each, %ld kB resident\n", count, micros / count,
               (long)bytes / count, resident_kb());
    }
    arena_free(&arena);
    return 0;
}

static int write_one(Arena *arena, const Invoice *invoice, Text logo, const char *folder)
{
    const char *reason;
    Text stem = JOIN(arena, text_of(folder), TEXT("/"), invoice->stem);
    char *path = text_zero_ended(arena, JOIN(arena, stem, TEXT(".pdf")));
    Text pdf = invoice_pdf(arena, invoice, logo, &reason);
    if (!pdf.length) return failed(path, reason);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(pdf.at, 1, pdf.length, file) != pdf.length || fclose(file))
        return failed(path, "cannot be written");
    path = text_zero_ended(arena, JOIN(arena, stem, TEXT(".xlsx")));
    return invoice_xlsx(arena, invoice, logo, path, folder, &reason) ? 0 : failed(path, reason);
}

static int write_all(const InvoiceSource *source, Text logo, const char *folder)
{
    Arena arena = {0};
    int status = 0;
    for (size_t i = 0; i < source->run->facturen.count && !status; i++) {
        Invoice invoice = invoice_make(&arena, source, i);
        status = write_one(&arena, &invoice, logo, folder);
        arena_rewind(&arena);
    }
    arena_free(&arena);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) return failed("usage", "render SETTLEMENT.ini FOLDER [LOGO.png] | - TIMES");
    emergency_install((Emergency){on_defect, on_out_of_memory});
    sys_memory_install();
    Arena arena = {0};
    PipeInput input = {.ini = text_of(argv[1]), .upto = -1};
    Outcome outcome = run_pipe(&arena, &input);
    if (!outcome.ok) {
        tell_faults(outcome.run->batch, 10);
        return failed(argv[1], "has faults");
    }
    Tables tables = tables_begin(&arena, outcome.run);
    InvoiceSource source = {.run = outcome.run, .tables = &tables};
    Text logo = TEXT("");
    bool measures = !strcmp(argv[2], "-");
    if (argc > 3 && !measures) {
        FileRead read = sys_read_file(&arena, argv[3], 1 << 24);
        if (read.outcome != READ_OK) return failed(argv[3], "cannot be read");
        logo = read.text;
    }
    int status = measures ? measure(&source, argc > 3 ? atol(argv[3]) : 1)
                          : write_all(&source, logo, argv[2]);
    grootboek_close(&outcome.grootboek);
    arena_free(&arena);
    return status;
}
