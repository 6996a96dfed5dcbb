/* Codes that occur in several tables, as text. In: a number. Out: its code. */
#include "bench.h"

const char *const payers[2] = {"ZK-1", "COA"};

void put_contract(Table *t, uint32_t contract)
{
    put_char(t, 'C');
    put_number(t, contract, 6);
}

void put_swv(Table *t, uint32_t school)
{
    put_text(t, "SWV-");
    put_number(t, school % SWV_COUNT, 2);
}

void put_bestuur(Table *t, const World *w, uint32_t school)
{
    put_text(t, "SB-");
    put_number(t, has(w, OWN_BESTUUR) ? school : school / SCHOLEN_PER_BESTUUR, 6);
}
