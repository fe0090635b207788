/* The firm's own pictures (logo, payment code), fitted for where they stand. */
#ifndef PLIC_PICTURE_H
#define PLIC_PICTURE_H

#include "look.h"

struct picture {
	struct span bytes; /* "" = none */
	int width, height; /* as shown, in hundredths of a point */
};

/* brand.conf's logo, within logo_width x 40 points (10 to 240 wide). RC_BAD_CONFIG: no PNG or JPEG. */
enum rc picture_logo(const struct look *l, struct arena *a, struct picture *ret,
		     struct why *reterr) MUST_CHECK;
/* brand.conf's qr_image, within a square of that side. */
enum rc picture_code(const struct look *l, struct arena *a, int side, struct picture *ret,
		     struct why *reterr) MUST_CHECK;

#endif
