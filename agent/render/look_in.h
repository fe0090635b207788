/* The look, known to look.c (files, checks) and look_brand.c (brand.conf) only. */
#ifndef PLIC_LOOK_IN_H
#define PLIC_LOOK_IN_H

#include "look.h"
#include "texts.h"

#define BRAND_KEYS 32

struct file {
	struct span path, bytes, shown;
	struct template *t;
};
struct look {
	struct arena *arena;
	struct file *at; /* sorted by path */
	size_t n;
	struct span brand[BRAND_KEYS]; /* in the order of look_brand.c */
	struct langs langs;
	struct texts *texts;
	struct span hash;
};

/* By path, or NULL. */
const struct file *look_find(const struct look *l, struct span path);
/* Read brand.conf, then the one of the chosen brand over it. */
enum rc brand_take(struct look *l, struct why *reterr) MUST_CHECK;

#endif
