/* What is billed between two partijen: positions and, with a grootboek, what is gone. Used by the
 * facturen alone. */
#ifndef VERREKEN_ENGINE_BILLING_H
#define VERREKEN_ENGINE_BILLING_H

#include "engine/books.h"

/* By item: a position, or behind those a Gone of the grootboek. */
typedef struct Billing {
    size_t items;
    u32 *crediteur, *debiteur; /* after opvolger on the factuurdatum */
    u32 *group_v;              /* 0 or 1 */
    u32 *rate;                 /* of btw; 0 without */
    i64 *bedrag, *paid;        /* with a grootboek: the differences; else NULL */
    u32 *order;                /* those between two partijen, by factuur and rate */
    size_t count;
} Billing;

Billing make_billing(Run *run, Arena *scratch);

/* Before btw. */
typedef struct Billed {
    i64 bedrag, paid;
} Billed;

static inline Billed billed_of(const Run *run, const Billing *all, size_t item)
{
    if (all->bedrag) return (Billed){all->bedrag[item], all->paid[item]};
    const Position *p = &run->positions.items[item];
    return (Billed){p->aandeel - p->niet_verrekend, p->voorgefinancierd};
}

/* Whether there is a difference to bill now; is_line_billed() is for runs with a grootboek. */
bool is_line_billed(const Run *run, size_t line);
bool is_gone_billed(const Run *run, size_t gone);
bool is_unsettled_billed(const Run *run, size_t position);
bool is_prefinanced_billed(const Run *run, size_t prefinanced);

#endif
