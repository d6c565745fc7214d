/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over a workbook.  What begins as an archive is taken as it is; anything
 * else is the parts of one, parted by form feeds: the sheet, its texts, its styles,
 * the workbook and what its sheets are called.  So what is tried is the reading of
 * the parts, and not only the archive's sums.  Whatever it is, it is read or refused
 * with a reason, and what was read is a table. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "way-csv.h"
#include "way-xlsx.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Where a part stands, and what it says where the input has none. */
static const struct
{
  const char *path;
  const char *text;
} parts[] = {
  { "xl/worksheets/sheet1.xml", "<worksheet/>" },
  { "xl/sharedStrings.xml", "<sst/>" },
  { "xl/styles.xml", "<styleSheet/>" },
  { "xl/workbook.xml",
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"rId1\"/></sheets></workbook>" },
  { "xl/_rels/workbook.xml.rels",
    "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>" },
};

static void
add_part (struct archive *archive,
          const char     *path,
          const char     *text,
          gsize           size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, path);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  archive_write_data (archive, text, size);
  archive_entry_free (entry);
}

static GBytes *
make_workbook (const char *data,
               gsize       size)
{
  struct archive *archive = archive_write_new ();
  const char *end = data + size;
  gsize room = size + 8192;
  g_autofree char *buffer = g_malloc (room);
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_zip_set_compression_store (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, &used), ==, ARCHIVE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *stop = data < end ? memchr (data, '\f', (gsize) (end - data)) : NULL;

      if (stop == NULL)
        stop = end;
      if (data < stop)
        add_part (archive, parts[i].path, data, (gsize) (stop - data));
      else
        add_part (archive, parts[i].path, parts[i].text, strlen (parts[i].text));
      data = stop < end ? stop + 1 : end;
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new (buffer, used);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gboolean is_archive = size >= 2 && memcmp (data, "PK", 2) == 0;
  g_autoptr(GBytes) bytes = is_archive ? g_bytes_new (data, size)
                                       : make_workbook ((const char *) data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) table = way_xlsx_to_csv (bytes, &error);
  gsize length = 0;
  const char *text = table != NULL ? g_bytes_get_data (table, &length) : NULL;

  g_assert_true ((table == NULL) == (error != NULL));
  g_assert_true (table == NULL || g_utf8_validate (text, (gssize) length, NULL));
  return 0;
}
