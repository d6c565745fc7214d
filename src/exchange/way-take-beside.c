/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a sealed file beside its edits: rows to drop and rows dropped,
 * figures, papers, the roster; and the alarms. */

#include "way-take-private.h"

#include <string.h>

#include "way-bodies.h"
#include "way-bug-private.h"
#include "way-dropped.h"
#include "way-exchange-private.h"
#include "way-figure-table.h"
#include "way-given.h"
#include "way-narrowing.h"
#include "way-quarantine.h"
#include "way-trail-post.h"

/* The rows of a section; NULL where something is out of place. */
static WayRetiredRow
read_row (WayReader *reader)
{
  WayRetiredRow row = { .row = way_reader_get_id (reader) };
  guint64 entity = way_reader_get_uint (reader);

  row.entity = (guint) MIN (entity, G_MAXUINT16);
  return row;
}

static GArray *
read_rows (const guint8 *data,
           gsize         size)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayRetiredRow));
  WayReader reader = way_reader (data, size);
  guint64 n = way_reader_get_uint (&reader);

  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      WayRetiredRow row = read_row (&reader);

      g_array_append_val (rows, row);
    }
  return way_reader_is_done (&reader) ? g_steal_pointer (&rows) : NULL;
}

/* Whether this copy changed the row, in this life or in one before, and the office has
 * not heard of that yet. */
static gboolean
is_unheard (WayDb        *db,
            const WayId  *row,
            gboolean     *unheard,
            gpointer      data,
            GError      **error)
{
  WayTake *self = data;
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  g_autoptr(WayStmt) stmt = NULL;
  WayId own;
  WayStep step;

  *unheard = FALSE;
  stmt = way_db_prepare (db,
                         "SELECT replica.id, op.edit & 1099511627775 FROM op"
                         " JOIN replica ON replica.number = op.edit >> 40"
                         " WHERE op.row = :row AND (replica.id = :own OR replica.id IN"
                         "  (SELECT replica FROM life JOIN device_key"
                         "    ON device_key.id = life.device))", error);
  if (stmt == NULL || !way_exchange_read_own (db, &own, error))
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_id (stmt, ":own", &own);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId replica = way_stmt_id (stmt, 0);

      *unheard |= !way_bug (101) &&
                  !way_ranges_has (manifest->heard, &replica, (guint64) way_stmt_int (stmt, 1));
    }
  return step == WAY_STEP_DONE;
}

static gboolean
has_ops (WayDb        *db,
         const WayId  *row,
         gboolean     *has,
         GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT 1 FROM op WHERE row = :row LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  return way_stmt_finds (stmt, has, error);
}

/* Drops of the rows what the office has every word of; the rest waits until it has.
 * What is not here is said again to be not here. */
static gboolean
drop_rows (WayTake  *self,
           GArray   *rows,
           gboolean  note,
           GError  **error)
{
  g_autoptr(GByteArray) receipts = g_byte_array_new ();
  guint n = 0;

  if (note && !way_exchange_put_receipts (self->db, NULL, receipts, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      WayRetiredRow row = g_array_index (rows, WayRetiredRow, i);
      gboolean unheard, has;

      if (!is_unheard (self->db, &row.row, &unheard, self, error) ||
          !has_ops (self->db, &row.row, &has, error) ||
          (note && !unheard && !way_dropped_note (self->db, &row, receipts, error)))
        return FALSE;
      if (!unheard && has)
        g_array_index (rows, WayRetiredRow, n++) = row;
    }
  g_array_set_size (rows, n);
  self->retired += n;
  return way_merge_retire (self->db, rows, error);
}

/* An office tells a limited copy what it may not hold any more. */
static gboolean
retire (WayTake       *self,
        const guint8  *data,
        gsize          size,
        GError       **error)
{
  g_autoptr(GArray) rows = read_rows (data, size);

  if (rows == NULL || way_judge_own (self->judge)->role == WAY_COPY_OFFICE)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file",
                            "tells this copy to drop records");
  return drop_rows (self, rows, TRUE, error);
}

/* What an office sent of a row that it did not know to be dropped. */
static gboolean
drop_leftovers (WayTake  *self,
                GError  **error)
{
  g_autoptr(GArray) rows = way_dropped_leftovers (self->db, error);

  return rows != NULL && drop_rows (self, rows, FALSE, error);
}

static gboolean
take_dropped (WayTake       *self,
              const guint8  *data,
              gsize          size,
              GError       **error)
{
  g_autoptr(GArray) rows = read_rows (data, size);

  if (rows == NULL)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file",
                            "says wrongly what it dropped");
  return way_judge_sender (self->judge)->role == WAY_COPY_OFFICE ||
         way_given_note_dropped (self->db, &way_judge_sender (self->judge)->device->id, rows,
                                 way_bundle_manifest (self->bundle)->received, self->receipts,
                                 error);
}

/* Rows that the copy dropped once and has again: it may have less of them than before,
 * so what it was given until then counts no more. */
static gboolean
take_back (WayTake       *self,
           const guint8  *data,
           gsize          size,
           GError       **error)
{
  const WayRosterEntry *sender = way_judge_sender (self->judge);
  WayReader reader = way_reader (data, size);
  guint64 n = way_reader_get_uint (&reader);

  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      g_autoptr(GArray) receipts = g_array_new (FALSE, FALSE, sizeof (WayReceipt));
      WayRetiredRow row = read_row (&reader);

      way_exchange_get_receipts (&reader, receipts);
      if (!reader.bad && sender->role != WAY_COPY_OFFICE &&
          !way_given_note_back (self->db, &sender->device->id, &row, receipts, error))
        return FALSE;
    }
  return way_reader_is_done (&reader) ||
         way_take_refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file",
                          "says wrongly what it was given again");
}

/* Offices believe each other on what they gave to whom. */
static gboolean
take_given (WayTake       *self,
            const guint8  *data,
            gsize          size,
            GError       **error)
{
  return way_judge_own (self->judge)->role != WAY_COPY_OFFICE ||
         way_judge_sender (self->judge)->role != WAY_COPY_OFFICE ||
         way_given_take (self->db, data, size, error);
}

static gboolean
take_table (WayTake       *self,
            const guint8  *data,
            gsize          size,
            GError       **error)
{
  g_autoptr(WayFigureTable) table = way_figure_table_unpack (data, size);

  if (table == NULL)
    return way_take_refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file",
                            "has a table that cannot be read");
  return way_judge_sender (self->judge)->role != WAY_COPY_OFFICE ||
         way_figure_tables_keep (self->db, table, &way_judge_sender (self->judge)->device->id, error);
}

static gboolean
take_file (WayTake       *self,
           const guint8  *data,
           gsize          size,
           GError       **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *digest = way_bodies_put (self->db, bytes, error);

  return digest != NULL;
}

static gboolean
take_section (WayTake       *self,
              guint          kind,
              const guint8  *data,
              gsize          size,
              GError       **error)
{
  switch (kind)
    {
    case WAY_SECTION_RETIRED:
      return retire (self, data, size, error);
    case WAY_SECTION_DROPPED:
      return take_dropped (self, data, size, error);
    case WAY_SECTION_BACK:
      return take_back (self, data, size, error);
    case WAY_SECTION_GIVEN:
      return take_given (self, data, size, error);
    case WAY_SECTION_TABLE:
      return take_table (self, data, size, error);
    case WAY_SECTION_FILE:
      return take_file (self, data, size, error);
    default:
      return TRUE;               /* read before, or of a later program */
    }
}

/* How far the sender took in the files of others: what it says to have dropped is
 * understood by that. */
static gboolean
read_receipts (WayTake       *self,
               const guint8  *data,
               gsize          size)
{
  WayReader reader = way_reader (data, size);

  self->turns = way_reader_get_uint (&reader);
  way_exchange_get_receipts (&reader, self->receipts);
  return way_reader_is_done (&reader) && self->turns < G_MAXINT32;
}

static gboolean
take_sections (WayTake  *self,
               GError  **error)
{
  const guint8 *data;
  guint kind;
  gsize size;

  for (guint i = 0; (data = way_bundle_section (self->bundle, i, &kind, &size)) != NULL; i++)
    if (kind == WAY_SECTION_RECEIPTS && !read_receipts (self, data, size))
      return way_take_refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file",
                              "says wrongly what it took in");
  for (guint i = 0; (data = way_bundle_section (self->bundle, i, &kind, &size)) != NULL; i++)
    if (!take_section (self, kind, data, size, error))
      return FALSE;
  return TRUE;
}

/* A limited copy holds no row that it dropped, and no field that it may not have. */
static gboolean
trim (WayTake  *self,
      GError  **error)
{
  guint role = way_judge_own (self->judge)->role;

  return role == WAY_COPY_OFFICE ||
         (drop_leftovers (self, error) &&
          way_narrowing_run (self->db, role, is_unheard, self, &self->narrowed, error));
}

static gboolean
raise_alarm (WayTake     *self,
             const char  *kind,
             const char  *detail,
             GError     **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);

  return way_alarm_raise (self->db, kind, &manifest->device, &manifest->id, detail, error);
}

/* A sequence that was there already: the same file again is no news, an old one that
 * comes back is, and two files of one number are worse. */
static gboolean
check_sequence (WayTake  *self,
                GError  **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  guint64 last;
  WayId there;

  if (!way_exchange_read_post (self->db, &manifest->device, FALSE, &last, NULL, error) ||
      !way_exchange_find_post (self->db, &manifest->device, manifest->sequence, &there, error))
    return FALSE;
  if (!way_id_is_null (&there) && !way_id_equal (&there, &manifest->id) &&
      !raise_alarm (self, "sequence", NULL, error))
    return FALSE;
  return manifest->sequence >= last || !way_id_equal (&there, &manifest->id) ||
         raise_alarm (self, "replay", NULL, error);
}

static gboolean
raise_alarms (WayTake  *self,
              GError  **error)
{
  const WayRosterEntry *sender = way_judge_sender (self->judge);
  g_autofree char *clocks = g_strdup_printf ("%u", self->clocks);
  g_autofree char *cloned = g_strdup_printf ("%u", self->cloned);

  return check_sequence (self, error) &&
         (self->clocks == 0 || raise_alarm (self, "clock", clocks, error)) &&
         (self->cloned == 0 || raise_alarm (self, "cloned", cloned, error)) &&
         (sender->revoked == 0 || raise_alarm (self, "revoked", NULL, error)) &&
         (!self->options->sure || self->options->first ||
          raise_alarm (self, "large", NULL, error));
}

/* After it is known whose lives are whose. */
static gboolean
take_trail (WayTake  *self,
            GError  **error)
{
  const guint8 *data;
  guint kind;
  gsize size;

  for (guint i = 0; (data = way_bundle_section (self->bundle, i, &kind, &size)) != NULL; i++)
    {
      gboolean sound = TRUE;

      if (kind == WAY_SECTION_TRAIL &&
          (!way_trail_post_take (self->db, way_judge_own (self->judge),
                                 way_judge_sender (self->judge), data, size, &sound, error) ||
           (!sound && !raise_alarm (self, "trail", NULL, error))))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_take_note_sealed (WayTake  *self,
                      GError  **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  GBytes *body = way_judge_body (self->judge);
  gboolean newer;

  if (body != NULL && !way_roster_take (self->db, g_bytes_get_data (body, NULL),
                                        g_bytes_get_size (body), &newer, error))
    return FALSE;
  return way_exchange_note_role (self->db, error) &&
         way_exchange_note_authority (self->db, manifest, error) && raise_alarms (self, error) &&
         (self->late || take_sections (self, error)) && trim (self, error) &&
         way_judge_keep (self->judge, error) && take_trail (self, error) &&
         way_exchange_note_mate (self->db, manifest, self->turns, error) &&
         way_exchange_note_post (self->db, &manifest->device, FALSE, manifest->sequence,
                                 &manifest->id, error) &&
         way_exchange_note_bundle (self->db, manifest, FALSE, &manifest->sender, error) &&
         way_exchange_note_peer (self->db, manifest, error);
}
