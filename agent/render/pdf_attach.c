/* An embedded file in the document's name tree. HPDF_AttachFile would read it from a path and write that
 * path into the document. */
#include "pdf_file_in.h"

void file_attach(HPDF_Doc doc, struct arena *a, const struct pdf_attached *f)
{
	HPDF_Dict names, tree, spec, ef, data, params;
	HPDF_Array list;

	if (f->bytes.len == 0)
		return;
	names = HPDF_Dict_New(doc->mmgr);
	tree = HPDF_Dict_New(doc->mmgr);
	ef = HPDF_Dict_New(doc->mmgr);
	params = HPDF_Dict_New(doc->mmgr);
	list = HPDF_Array_New(doc->mmgr);
	spec = file_dict(doc, "Filespec", NULL, true);
	data = file_stream(doc, f->bytes);
	if (!names || !tree || !ef || !params || !list || !spec || !data)
		return;
	HPDF_Dict_AddName(data, "Type", "EmbeddedFile");
	HPDF_Dict_AddName(data, "Subtype", f->type);
	HPDF_Dict_Add(data, "Params", params);
	HPDF_Dict_AddNumber(params, "Size", (HPDF_INT32)f->bytes.len);
	file_add_text(doc, spec, "F", f->name);
	file_add_text(doc, spec, "UF", f->name);
	HPDF_Dict_Add(spec, "EF", ef);
	HPDF_Dict_Add(ef, "F", data);
	HPDF_Dict_Add(doc->catalog, "Names", names);
	HPDF_Dict_Add(names, "EmbeddedFiles", tree);
	HPDF_Dict_Add(tree, "Names", list);
	HPDF_Array_Add(list, HPDF_String_New(doc->mmgr, arena_str(a, f->name), NULL));
	HPDF_Array_Add(list, spec);
}
