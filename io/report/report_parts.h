/* The parts of rapport.html. Used by io/report/report*.c alone. */
#ifndef VERREKEN_IO_REPORT_REPORT_PARTS_H
#define VERREKEN_IO_REPORT_REPORT_PARTS_H

#include "io/control/controls.h"
#include "io/documents/pupil_words.h"
#include "io/report/chart.h"
#include "io/report/suppress.h"

/* What a partij bears, paid and pays, over all contracts. Cents. */
typedef struct PartijStand {
    i64 bears, paid, booked;
    i64 pays, gets;    /* over all stromen */
    bool seen, shares; /* shares: it has an amount other than 0 of some contract */
} PartijStand;

typedef struct DetailParts DetailParts; /* report_detail.c */

typedef struct ReportJob {
    Arena *arena;
    const Run *run;
    const Controls *controls;
    WebPage page;
    PartijStand *stands; /* by partij */
    u32 *partijen;       /* that are seen, those that bear most first */
    size_t partij_count;
    u32 *sharing; /* those of them that share in the cost, in the same order */
    size_t sharing_count;
    bool explains; /* all amounts are in the page, so that a sum can be taken apart */
    DetailParts *details;
    PupilWords *words; /* no omschrijving names a pupil */
    Text *names;       /* by partij: of those that are seen or gemeenten, each another */
} ReportJob;

enum { REPORT_ROWS = 20 }; /* of a chart; the others are together in one more */

/* The name of a partij as the report has it; NONE and ABROAD have one too. */
Text report_name(const ReportJob *job, u32 partij);
/* The name of a contract: what it is, and its code; and what it is alone. */
Text report_contract(const ReportJob *job, u32 contract);
Text contract_about(const ReportJob *job, u32 contract);

/* Says that `count` partijen are not in the chart. */
void report_left(ReportJob *job, size_t count);

/* report_result.c */
void report_stands(ReportJob *job);
Text report_lead(const ReportJob *job); /* one sentence: who pays and who gets */
void report_result(ReportJob *job);

/* report_money.c: from crediteuren to who bears it; who pays whom; the facturen. */
void report_money(ReportJob *job);

/* report_shares.c: by contract and by tijdvak. */
void report_contracts(ReportJob *job);
void report_tijdvakken(ReportJob *job);

/* report_border.c */
void report_border(ReportJob *job);

/* report_detail.c: every amount of a contract, tijdvak and partij, with how it came about as the
 * data of the page. Begin is called before all others. */
void report_details_begin(ReportJob *job);
void report_details(ReportJob *job);

/* A cell with an amount, and a link to what it is the sum of; `contract` and `tijdvak` may be
 * empty. */
void report_sum(ReportJob *job, i64 cents, Text partij, Text contract, Text tijdvak);

/* report_explain.c: explanations, packed: each text is a template, once, and the numbers in it. */
typedef struct Explainer Explainer;
Explainer *explainer_begin(Arena *arena, const Run *run, PupilWords *words);
/* Begins the explanation of what a partij bears; what it bears of each pool follows. */
void explainer_row(Explainer *explainer, u32 partij);
void explainer_add(Explainer *explainer, size_t pool, i64 cents);
Text explainer_end(Explainer *explainer); /* dense JSON */

#endif
