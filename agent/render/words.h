/* Sums in words, as receipts carry them: "noua sute patruzeci si noua de lei si nouazeci si cinci de
 * bani" (with its diacritics), "nine hundred and forty-nine lei and ninety-five bani". */
#ifndef PLIC_WORDS_H
#define PLIC_WORDS_H

#include "arena.h"
#include "money.h"

/* lang: "en", else Romanian. Currencies without words of their own keep their code. */
struct span words_money(struct arena *a, struct span lang, struct money m);

#endif
