/* Pictures in documents: PNG and JPEG. */
#ifndef PLIC_PDF_IMAGE_H
#define PLIC_PDF_IMAGE_H

#include "base.h"

/* Width and height in pixels. RC_BAD_CONFIG: neither PNG nor JPEG. */
enum rc pdf_image_size(struct span image, int *width, int *height, struct why *reterr) MUST_CHECK;

#endif
