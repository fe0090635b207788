/* Certificates of efactura.seal_ca_file (see load_seal.h). */
#include "load_seal.h"

#include "read_file.h"

enum { FILE_CAP = 4 << 20 };

enum rc load_seal_trust(const struct config *c, struct seal_trust **ret, struct why *reterr)
{
	*ret = NULL;
	return c->seal_ca.len ? seal_trust_new(c->seal_ca, ret, reterr) : RC_OK;
}

enum rc load_seal_ca(struct config *c, struct why *reterr)
{
	const char *file = c->efactura.seal_ca_file;
	struct seal_trust *t = NULL;
	enum rc rc;

	c->seal_ca = (struct span){ 0 };
	if (!file[0])
		return RC_OK;
	rc = read_file(c->arena, config_path(c, file), FILE_CAP, &c->seal_ca, reterr);
	if (!rc)
		rc = seal_trust_new(c->seal_ca, &t, reterr);
	seal_trust_free(t);
	return rc ? why_prefix(reterr, RC_BAD_CONFIG, "efactura.seal_ca_file = %s", file) : RC_OK;
}
