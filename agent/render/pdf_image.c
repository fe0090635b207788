/* The size of a picture, from its first bytes (PNG 1.2 section 4.1.1, ITU-T T.81). */
#include "pdf_image.h"
#include "span.h"

static int image_u16(struct span s, size_t at)
{
	return at + 2 <= s.len ? (unsigned char)s.ptr[at] << 8 | (unsigned char)s.ptr[at + 1] : 0;
}

/* JPEG: the first start-of-frame segment (ITU-T T.81 B.2.2). */
static bool image_jpeg_size(struct span s, int *width, int *height)
{
	size_t at = 2;

	while (at + 9 <= s.len && (unsigned char)s.ptr[at] == 0xff) {
		unsigned marker = (unsigned char)s.ptr[at + 1];

		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
		    marker != 0xcc) {
			*height = image_u16(s, at + 5);
			*width = image_u16(s, at + 7);
			return true;
		}
		at += 2 + (size_t)image_u16(s, at + 2);
	}
	return false;
}

enum rc pdf_image_size(struct span image, int *width, int *height, struct why *reterr)
{
	*width = *height = 0;
	if (span_starts(image, S("\x89PNG\r\n")) && image.len >= 24) {
		*width = image_u16(image, 16) ? IMAGE_POINTS_MAX + 1 : image_u16(image, 18);
		*height = image_u16(image, 20) ? IMAGE_POINTS_MAX + 1 : image_u16(image, 22);
	} else if (span_starts(image, S("\xff\xd8")))
		(void)image_jpeg_size(image, width, height);
	if (*width < 1 || *height < 1)
		return why_fail(reterr, RC_BAD_CONFIG, "neither PNG nor JPEG");
	if ((int64_t)*width * *height > IMAGE_POINTS_MAX)
		return why_fail(reterr, RC_BAD_CONFIG, "%d x %d pixels; 600 across are enough",
				*width, *height);
	return RC_OK;
}
