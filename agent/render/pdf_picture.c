/* Pictures as libharu's objects. A JPEG goes in as it is; a PNG is read by libpng and put in as plain points with its
 * transparency beside it, since libharu's own reader of PNG (2.3.0) frees twice on an interlaced or a damaged one and shows
 * 16 bits and small palettes in wrong colours. */
#include "pdf_file_in.h"

#include <png.h>

#include "span.h"

/* One channel (or three) of points that have n of them. */
static HPDF_Image picture_plane(HPDF_Doc doc, struct arena *a, const png_image *png,
				const png_byte *at, unsigned n, unsigned first, unsigned wide)
{
	size_t points = (size_t)png->width * png->height;
	png_byte *plane = arena_alloc(a, points * wide);

	for (size_t i = 0; i < points; i++)
		for (unsigned k = 0; k < wide; k++)
			plane[i * wide + k] = at[i * n + first + k];
	return HPDF_LoadRawImageFromMem(doc, plane, png->width, png->height,
					wide == 3 ? HPDF_CS_DEVICE_RGB : HPDF_CS_DEVICE_GRAY, 8);
}

static enum rc picture_png(HPDF_Doc doc, struct arena *a, struct span bytes, HPDF_Image *ret,
			   struct why *reterr)
{
	png_image png = { .version = PNG_IMAGE_VERSION };
	HPDF_Image mask;
	png_byte *at;
	unsigned n, wide;

	if (!png_image_begin_read_from_memory(&png, bytes.ptr, bytes.len))
		return why_fail(reterr, RC_BAD_CONFIG, "%s", png.message);
	png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB; /* 16 bits mean the same colours as 8 */
	png.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
	n = PNG_IMAGE_SAMPLE_CHANNELS(png.format);
	wide = png.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
	at = arena_alloc(a, PNG_IMAGE_SIZE(png));
	if (!png_image_finish_read(&png, NULL, at, 0, NULL))
		return why_fail(reterr, RC_BAD_CONFIG, "%s", png.message);
	*ret = picture_plane(doc, a, &png, at, n, 0, wide);
	if (*ret && n > wide) {
		mask = picture_plane(doc, a, &png, at, n, wide, 1);
		if (!mask || HPDF_Image_AddSMask(*ret, mask) != HPDF_OK)
			*ret = NULL;
	}
	return *ret ? RC_OK : why_fail(reterr, RC_RETRY, "PDF: out of memory");
}

enum rc file_picture(HPDF_Doc doc, struct arena *a, struct span bytes, HPDF_Image *ret,
		     struct why *reterr)
{
	if (span_starts(bytes, S("\x89PNG")))
		return picture_png(doc, a, bytes, ret, reterr);
	*ret = HPDF_LoadJpegImageFromMem(doc, (const HPDF_BYTE *)bytes.ptr, (HPDF_UINT)bytes.len);
	return *ret ? RC_OK : why_fail(reterr, RC_BAD_CONFIG, "not a readable JPEG");
}
