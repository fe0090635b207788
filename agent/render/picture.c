/* Pictures of brand.conf. */
#include "picture.h"

#include "pdf_image.h"
#include "span.h"

enum { LOGO_HEIGHT = 4000 };

static enum rc picture_fit(const struct look *l, struct arena *a, const char *key, int width,
			   int height, struct picture *ret, struct why *reterr)
{
	struct span path = look_brand(l, key);
	int w, h;
	enum rc rc;

	*ret = (struct picture){ .width = 0 };
	if (path.len == 0)
		return RC_OK;
	ret->bytes = look_file(l, arena_str(a, path));
	rc = pdf_image_size(ret->bytes, &w, &h, reterr);
	if (rc)
		return why_prefix(reterr, rc, "%.*s", SPAN_ARG(path));
	ret->width = width;
	ret->height = (int)((int64_t)width * h / w);
	if (ret->height > height) {
		ret->height = height;
		ret->width = (int)((int64_t)height * w / h);
	}
	return RC_OK;
}

enum rc picture_logo(const struct look *l, struct arena *a, struct picture *ret, struct why *reterr)
{
	int64_t wide = 120;

	if (!span_to_i64(look_brand(l, "logo_width"), &wide) || wide < 10 || wide > 240)
		wide = 120;
	return picture_fit(l, a, "logo", (int)wide * 100, LOGO_HEIGHT, ret, reterr);
}

enum rc picture_code(const struct look *l, struct arena *a, int side, struct picture *ret,
		     struct why *reterr)
{
	return picture_fit(l, a, "qr_image", side, side, ret, reterr);
}
