/* One laag of one pool as the formulas of the sheets find it. Used by afrekening_*.c alone. */
#ifndef VERREKEN_IO_DOCUMENTS_AFREKENING_LAAG_H
#define VERREKEN_IO_DOCUMENTS_AFREKENING_LAAG_H

#include "io/documents/afrekening_parts.h"

typedef struct Block {
    const PoolLaag *laag; /* NULL: none yet */
    const RuleVersion *version;
    size_t first, last;      /* lines; between them may be some of other soorten */
    u32 first_row, last_row; /* on the sheet */
    i64 size;                /* |cents| */
    i128 divisor, parts_of;  /* weights are shown / divisor, in units of 1 / parts_of */
    bool live, sluitpost;
    Text remark;
    /* By line from `first` on, when live: */
    i64 *deel, *rest, *rang;
    i64 over;
} Block;

/* The laag of a line of soort verdeeld, without its formulas. */
Block block_at(Afrekening *a, size_t line);
/* The same with its formulas, when a spreadsheet can carry them; else `remark` says why not. */
void begin_block(Afrekening *a, Block *b, size_t line);

/* The weight of a line of it; 0: it has none. */
i128 line_weight(const Block *b, const Line *line);

/* In what unit the weights are, when it is not 1. */
Text parts_text(Arena *arena, const Block *b);

#endif
