/* Pictures in documents: PNG and JPEG. */
#ifndef PLIC_PDF_IMAGE_H
#define PLIC_PDF_IMAGE_H

#include "base.h"

/* Width and height in pixels. RC_BAD_CONFIG: neither PNG nor JPEG, or more pixels than
 * IMAGE_POINTS_MAX: each document would carry them. */
#define IMAGE_POINTS_MAX 2000000
enum rc pdf_image_size(struct span image, int *width, int *height, struct why *reterr) MUST_CHECK;

#endif
