/* What a methode may ask and how it tells what was paid beforehand (SPEC §7). */
#ifndef VERREKEN_ENGINE_SETTLE_H
#define VERREKEN_ENGINE_SETTLE_H

#include "engine/run.h"

/* One contract in one tijdvak. */
struct Prefinancing {
    Run *run;
    const Terms *terms;
    u32 contract, tijdvak;
    Interval days;
    const Pool *pools; /* of the contract in the tijdvak */
    size_t pool_count;
};

/* `partij` paid `cents` of a pool beforehand. */
void prefinance_pool(Prefinancing *p, const Pool *pool, u32 partij, i64 cents);

/* The `shares` of the kosten of a pool were paid beforehand, by the afronding of the rule. */
void prefinance_shares(Prefinancing *p, const Pool *pool, const Shares *shares);

/* Takes the voorschotten of the contract in the tijdvak. False: it has none, whatever their date.
 */
bool prefinance_voorschotten(Prefinancing *p);

/* Tells that nothing says what was paid beforehand. */
void prefinance_missing(Prefinancing *p);

/* The regiegemeente of a pool; NONE with a fault. */
u32 prefinance_regiegemeente(Prefinancing *p, const Pool *pool);

/* facturen.c: facturen and stromen from the positions, and which lines are on which factuur. */
void make_facturen(Run *run, const u32 *position_of_line);

#endif
