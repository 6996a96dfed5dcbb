/* Sleutel gelijk. One unit per member of deelnemers (SPEC §6). */
#include "engine/weigh.h"

static void count(Weighing *w)
{
    for (size_t i = 0; i < w->term->deelnemer_count; i++)
        weigh_partij(w, w->term->deelnemers[i], 1);
}

const Sleutel sleutel_gelijk = {
    .name = "gelijk",
    .label = "Gelijke delen",
    .unit = "deelnemers",
    .one = "deelnemer",
    .counts = "Elke partij in deelnemers telt voor één.",
    .example = "Drie gemeenten dragen elk een derde.",
    .traits = TRAIT_MEMBERS,
    .count = count,
};
