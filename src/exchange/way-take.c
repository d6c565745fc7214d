/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files taken in: verified whole, judged edit by edit, merged in one transaction. */

#include "way-take-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-backup.h"
#include "way-bodies.h"
#include "way-bug-private.h"
#include "way-copies.h"
#include "way-exchange-private.h"
#include "way-figure-table.h"
#include "way-file.h"
#include "way-quarantine.h"

#define MOST_FILE (G_GUINT64_CONSTANT (1) << 31)
#define CLOCK_AHEAD (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* What must be asked for again: so much of what is here, in parts of a hundred, and
 * more than a few. */
#define LARGE_PUPILS 5
#define LARGE_DELETED 1
#define LARGE_LEAST 10

typedef struct
{
  WayDb                *db;
  WayBundle            *bundle;
  WayJudge             *judge;       /* NULL for a plain file */
  const WayTakeOptions *options;
  WayProgressFunc       progress;
  gpointer              data;
  GCancellable         *cancellable;
  WayMergeReport       *report;
  guint64               taken;
  gboolean              prepared;
  gboolean              late;        /* nothing of it counts any more */

  /* How much it does to what is here. */
  GHashTable           *pupils;      /* WayId * of those that it touches */
  gint64                deleted;
  guint                 cloned;
  guint                 clocks;
  guint                 quarantined;
  guint                 retired;
} Take;

static void
take_clear (Take *self)
{
  g_clear_pointer (&self->bundle, way_bundle_free);
  g_clear_pointer (&self->judge, way_judge_free);
  g_clear_pointer (&self->pupils, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Take, take_clear)

static gboolean
refuse (GError           **error,
        WayExchangeError   code,
        const char        *name,
        const char        *what)
{
  g_set_error (error, WAY_EXCHANGE_ERROR, code, "%s: %s", name, what);
  return FALSE;
}

/* --- Plain files --- */

/* Copies of one authority have edits in common, the first of all; what was
 * begun apart is another's, though its name be the same.  A file with nothing
 * in it yet may take in anything. */
static gboolean
check_kin (WayDb              *db,
           const WayManifest  *manifest,
           const char         *path,
           GError            **error)
{
  g_autoptr(WayRanges) heard = way_exchange_read_heard (db, error);
  g_autofree char *authority = NULL;

  if (heard == NULL)
    return FALSE;
  authority = way_exchange_dup_authority (db);
  if (*authority == '\0' || *manifest->authority == '\0' ||
      way_ranges_meet (heard, manifest->heard))
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FOREIGN,
               "%s: is of another file, of %s, and not of a copy of this one", path,
               manifest->authority);
  return FALSE;
}

/* Whoever goes by a roster in a file that is encrypted believes nothing unsigned;
 * samples and tests, which are not, may be kept in step by plain files. */
static gboolean
may_take_plain (WayDb       *db,
                const char  *path,
                GError     **error)
{
  gint64 rosters;

  if (!way_db_get_int (db, "SELECT count (*) FROM roster", 0, &rosters, error))
    return FALSE;
  if (rosters == 0 || !way_db_is_sealed (db))
    return TRUE;
  return refuse (error, WAY_EXCHANGE_ERROR_UNSEALED, path,
                 "is not sealed, and this copy takes in sealed files alone");
}

static gboolean
open_plain (Take        *self,
            GBytes      *bytes,
            const char  *path,
            GError     **error)
{
  WayId own;

  self->bundle = way_bundle_parse (bytes, path, error);
  if (self->bundle == NULL || !way_exchange_read_own (self->db, &own, error))
    return FALSE;
  if (way_id_equal (&own, &way_bundle_manifest (self->bundle)->sender))
    return refuse (error, WAY_EXCHANGE_ERROR_OWN, path, "was written by this very copy");
  return check_kin (self->db, way_bundle_manifest (self->bundle), path, error) &&
         may_take_plain (self->db, path, error);
}

/* --- Sealed files --- */

/* The roster of the bundle; NULL with no error where it has none. */
static WayRoster *
read_roster (WayBundle   *bundle,
             const char  *path,
             GBytes     **body,
             GError     **error)
{
  const guint8 *data;
  guint kind;
  gsize size;

  for (guint i = 0; (data = way_bundle_section (bundle, i, &kind, &size)) != NULL; i++)
    {
      WayRoster *roster;

      if (kind != WAY_SECTION_ROSTER)
        continue;
      roster = way_roster_parse (data, size, path, error);
      if (roster != NULL)
        *body = g_bytes_new (data, size);
      return roster;
    }
  return NULL;
}

/* The roster to judge by: this copy's, or the bundle's where that is newer.  Where
 * this copy has none it believes the bundle's only if told whose it is. */
static WayRoster *
choose_roster (WayDb         *db,
               WayBundle     *bundle,
               const guint8  *authority,
               const char    *path,
               GBytes       **body,
               GError       **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) own = way_roster_read (db, NULL, &cause);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayRoster) brought = NULL;

  if (cause == NULL)
    brought = read_roster (bundle, path, &bytes, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (authority == NULL && own != NULL)
    authority = own->authority;
  if (authority == NULL || (own == NULL && brought == NULL))
    {
      refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, path, "is sealed, and this copy is not enrolled");
      return NULL;
    }
  if (brought != NULL && memcmp (brought->authority, authority, sizeof brought->authority) != 0)
    {
      refuse (error, WAY_EXCHANGE_ERROR_ROSTER, path, "comes with another authority’s roster");
      return NULL;
    }
  if (brought == NULL || (own != NULL && brought->number <= own->number))
    return g_steal_pointer (&own);
  *body = g_steal_pointer (&bytes);
  return g_steal_pointer (&brought);
}

static gboolean
is_for (const WayManifest *manifest,
        const WayId       *device)
{
  for (guint i = 0; manifest->audience != NULL && i < manifest->audience->len; i++)
    if (way_id_equal (&g_array_index (manifest->audience, WayId, i), device))
      return TRUE;
  return FALSE;
}

/* Who signed, for whom, and whether such a copy may send this to such a one. */
static gboolean
check_parties (Take             *self,
               const WayRoster  *roster,
               const WayDevice  *device,
               const char       *path,
               GError          **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  const WayRosterEntry *sender = way_roster_find (roster, &manifest->device);
  const WayRosterEntry *own = way_roster_find (roster, &device->id);

  if (sender == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_STRANGER, path,
                   "is from a device that is not in the roster");
  if (!way_bundle_is_signed (self->bundle, sender->device->sign))
    return refuse (error, WAY_EXCHANGE_ERROR_SIGNATURE, path,
                   "is not signed by the device that it names");
  if (way_id_equal (&manifest->device, &device->id))
    return refuse (error, WAY_EXCHANGE_ERROR_OWN, path, "was written by this very copy");
  if (!is_for (manifest, &device->id))
    return refuse (error, WAY_EXCHANGE_ERROR_NOT_FOR_US, path, "is not meant for this copy");
  if (own == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, path,
                   "is for a device that the roster does not have");
  if (own->role != WAY_COPY_OFFICE && sender->role != WAY_COPY_OFFICE)
    return refuse (error, WAY_EXCHANGE_ERROR_ROLE, path,
                   "is from no office copy, and this one takes files of those alone");
  if (own->role != WAY_COPY_OFFICE && (sender->revoked != 0 || own->role != manifest->role))
    return refuse (error, sender->revoked != 0 ? WAY_EXCHANGE_ERROR_REVOKED : WAY_EXCHANGE_ERROR_ROLE,
                   path, sender->revoked != 0 ? "is from a device that was revoked"
                                              : "is cut for another kind of copy");
  if (own->role == WAY_COPY_GOVERNANCE && manifest->edits > 0)
    return refuse (error, WAY_EXCHANGE_ERROR_ROLE, path,
                   "holds records, and a copy of this kind may hold none");
  return TRUE;
}

static WayDevice *
read_device (WayDb       *db,
             const char  *path,
             GError     **error)
{
  g_autoptr(GError) cause = NULL;
  WayDevice *device = way_device_read (db, &cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (device == NULL)
    refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, path, "is sealed, and this copy is not enrolled");
  return device;
}

/* A limited copy goes by the newest file of an office, which says all that it should
 * have and has not; an older one might bring back what it had to drop since. */
static gboolean
find_late (Take     *self,
           GError  **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  guint64 last;

  if (way_judge_own (self->judge)->role == WAY_COPY_OFFICE)
    return TRUE;
  if (!way_exchange_read_post (self->db, &manifest->device, FALSE, &last, NULL, error))
    return FALSE;
  self->late = manifest->sequence < last && !way_bug (103);
  return TRUE;
}

static gboolean
open_sealed (Take          *self,
             GBytes        *sealed,
             const guint8  *authority,
             const char    *path,
             GError       **error)
{
  g_autoptr(WayDevice) device = read_device (self->db, path, error);
  g_autoptr(GBytes) content = NULL;
  g_autoptr(WayRoster) roster = NULL;
  g_autoptr(GBytes) body = NULL;

  if (device == NULL)
    return FALSE;
  content = way_seal_open (sealed, path, device->box, device->box_secret, error);
  self->bundle = content != NULL ? way_bundle_parse_sealed (content, path, error) : NULL;
  if (self->bundle == NULL)
    return FALSE;
  roster = choose_roster (self->db, self->bundle, authority, path, &body, error);
  if (roster == NULL || !check_parties (self, roster, device, path, error))
    return FALSE;
  self->judge = way_judge_new (self->db, self->bundle, g_steal_pointer (&roster),
                               g_steal_pointer (&body), &device->id, error);
  return self->judge != NULL && find_late (self, error);
}

/* --- How much it does --- */

/* The pupil that a row belongs to, as far as it is here. */
static gboolean
find_pupil (WayDb        *db,
            guint         number,
            const WayId  *row,
            guint         depth,
            WayId        *pupil,
            GError      **error)
{
  const WayEntity *entity = way_entity_by_number (number);
  g_autofree const WayField **owners = NULL;

  if (entity == NULL || way_copies_reach (entity) != WAY_REACH_PUPIL || depth > 8)
    return TRUE;
  if (strcmp (entity->name, "pupil") == 0)
    {
      *pupil = *row;
      return TRUE;
    }
  owners = way_copies_owners (entity);
  for (guint i = 0; owners[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = :id",
                                              owners[i]->name, entity->name);
      g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
      WayStep step;

      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":id", row);
      step = way_stmt_step (stmt, error);
      if (step == WAY_STEP_ERROR)
        return FALSE;
      if (step == WAY_STEP_ROW && !way_stmt_is_null (stmt, 0))
        {
          WayId owner = way_stmt_id (stmt, 0);

          return find_pupil (db, way_entity_by_name (owners[i]->set)->number, &owner, depth + 1,
                             pupil, error);
        }
    }
  return TRUE;
}

/* Before the edit is applied: rows that are new here belong to nobody yet. */
static gboolean
weigh (Take                  *self,
       const WayForeignEdit  *edit,
       GError               **error)
{
  for (guint i = 0; self->judge != NULL && !self->options->sure && i < edit->n_ops; i++)
    {
      WayId pupil = { { 0 } };

      if (edit->ops[i].kind == WAY_OP_INSERT || edit->ops[i].kind == WAY_OP_WITHHELD)
        continue;
      if (!find_pupil (self->db, edit->ops[i].entity, &edit->ops[i].row, 0, &pupil, error))
        return FALSE;
      if (!way_id_is_null (&pupil))
        g_hash_table_add (self->pupils, g_memdup2 (&pupil, sizeof pupil));
      self->deleted += edit->ops[i].kind == WAY_OP_DELETE;
    }
  return TRUE;
}

static gboolean
count_records (WayDb   *db,
               gint64  *pupils,
               gint64  *records,
               GError **error)
{
  const WayEntity *const *entities = way_entities ();

  *records = 0;
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE dot IS NOT NULL",
                                              entities[i]->name);
      gint64 count;

      if (!way_db_get_int (db, sql, 0, &count, error))
        return FALSE;
      *records += count;
      if (strcmp (entities[i]->name, "pupil") == 0)
        *pupils = count;
    }
  return TRUE;
}

static gboolean
check_large (Take     *self,
             GError  **error)
{
  gint64 touched = self->pupils != NULL ? g_hash_table_size (self->pupils) : 0;
  gint64 pupils = 0;
  gint64 records;

  if (self->judge == NULL || self->options->sure || self->options->preview ||
      MAX (touched, self->deleted) < LARGE_LEAST)
    return TRUE;
  if (!count_records (self->db, &pupils, &records, error))
    return FALSE;
  if (touched * 100 <= pupils * LARGE_PUPILS && self->deleted * 100 <= records * LARGE_DELETED)
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_LARGE,
               "it changes %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " pupils and deletes %"
               G_GINT64_FORMAT " of %" G_GINT64_FORMAT " records: look at it first", touched, pupils,
               self->deleted, records);
  return FALSE;
}

/* --- Beside the edits --- */

/* The rows of a section; NULL where something is out of place. */
static GArray *
read_rows (const guint8 *data,
           gsize         size)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayRetiredRow));
  WayReader reader = way_reader (data, size);
  guint64 n = way_reader_get_uint (&reader);

  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      WayRetiredRow row;
      guint64 entity;

      row.row = way_reader_get_id (&reader);
      entity = way_reader_get_uint (&reader);
      row.entity = (guint) MIN (entity, G_MAXUINT16);
      g_array_append_val (rows, row);
    }
  return way_reader_is_done (&reader) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
run_on_row (Take                 *self,
            const char           *sql,
            const WayRetiredRow  *row,
            GError              **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &way_judge_sender (self->judge)->device->id);
  way_stmt_bind_id (stmt, ":row", &row->row);
  way_stmt_bind_int (stmt, ":entity", row->entity);
  if (strstr (sql, ":now") != NULL)
    way_stmt_bind_int (stmt, ":now", g_get_real_time () / 1000);
  if (strstr (sql, ":received") != NULL)
    way_stmt_bind_int (stmt, ":received",
                       (gint64) way_bundle_manifest (self->bundle)->received);
  return way_stmt_run (stmt, error);
}

/* What this copy tells the office that it dropped: it may have done so before, and
 * been given the row again. */
#define DROPPED_HERE                                                             \
  "INSERT INTO held (device, row, entity, sequence, retired, gone)"              \
  " VALUES (:device, :row, :entity, 0, 0, :now) ON CONFLICT (device, row)"       \
  " DO UPDATE SET sequence = 0, retired = 0, gone = excluded.gone"

#define KEPT_HERE "DELETE FROM held WHERE device = :device AND row = :row AND entity = :entity"

/* Only where the copy had the file that told it so: it may speak of an earlier time,
 * and have been given the row again since. */
#define DROPPED_THERE                                                            \
  "UPDATE held SET gone = :now WHERE device = :device AND row = :row"            \
  " AND entity = :entity AND retired <= :received AND gone IS NULL"

/* Whether this copy changed the row, in this life or in one before, and the office has
 * not heard of that yet. */
static gboolean
is_unheard (Take         *self,
            const WayId  *row,
            gboolean     *unheard,
            GError      **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  g_autoptr(WayStmt) stmt = NULL;
  WayId own;
  WayStep step;

  *unheard = FALSE;
  stmt = way_db_prepare (self->db,
                         "SELECT replica.id, op.edit & 1099511627775 FROM op"
                         " JOIN replica ON replica.number = op.edit >> 40"
                         " WHERE op.row = :row AND (replica.id = :own OR replica.id IN"
                         "  (SELECT replica FROM life JOIN device_key"
                         "    ON device_key.id = life.device))", error);
  if (stmt == NULL || !way_exchange_read_own (self->db, &own, error))
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

/* Drops of the rows what the office has every word of; the rest waits until it has. */
static gboolean
drop_rows (Take    *self,
           GArray  *rows,
           GError **error)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      WayRetiredRow row = g_array_index (rows, WayRetiredRow, i);
      gboolean unheard;

      if (!is_unheard (self, &row.row, &unheard, error) ||
          !run_on_row (self, unheard ? KEPT_HERE : DROPPED_HERE, &row, error))
        return FALSE;
      if (!unheard)
        g_array_index (rows, WayRetiredRow, n++) = row;
    }
  g_array_set_size (rows, n);
  self->retired += n;
  return way_merge_retire (self->db, rows, error);
}

/* An office tells a limited copy what it may not hold any more. */
static gboolean
retire (Take          *self,
        const guint8  *data,
        gsize          size,
        GError       **error)
{
  g_autoptr(GArray) rows = read_rows (data, size);

  if (rows == NULL || way_judge_own (self->judge)->role == WAY_COPY_OFFICE)
    return refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file", "tells this copy to drop records");
  return drop_rows (self, rows, error);
}

static gboolean
take_dropped (Take          *self,
              const guint8  *data,
              gsize          size,
              GError       **error)
{
  g_autoptr(GArray) rows = read_rows (data, size);

  if (rows == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file", "says wrongly what it dropped");
  for (guint i = 0; i < rows->len; i++)
    if (!run_on_row (self, DROPPED_THERE, &g_array_index (rows, WayRetiredRow, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_table (Take          *self,
            const guint8  *data,
            gsize          size,
            GError       **error)
{
  g_autoptr(WayFigureTable) table = way_figure_table_unpack (data, size);

  if (table == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_MALFORMED, "the file", "has a table that cannot be read");
  return way_judge_sender (self->judge)->role != WAY_COPY_OFFICE ||
         way_figure_tables_keep (self->db, table, &way_judge_sender (self->judge)->device->id, error);
}

static gboolean
take_file (Take          *self,
           const guint8  *data,
           gsize          size,
           GError       **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *digest = way_bodies_put (self->db, bytes, error);

  return digest != NULL;
}

static gboolean
take_section (Take          *self,
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
    case WAY_SECTION_TABLE:
      return take_table (self, data, size, error);
    case WAY_SECTION_FILE:
      return take_file (self, data, size, error);
    default:
      return TRUE;               /* read before, or of a later program */
    }
}

static gboolean
take_sections (Take     *self,
               GError  **error)
{
  const guint8 *data;
  guint kind;
  gsize size;

  for (guint i = 0; (data = way_bundle_section (self->bundle, i, &kind, &size)) != NULL; i++)
    if (!take_section (self, kind, data, size, error))
      return FALSE;
  return TRUE;
}

static gboolean
raise_alarm (Take        *self,
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
check_sequence (Take     *self,
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
raise_alarms (Take     *self,
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

static gboolean
note_sealed (Take     *self,
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
         (self->late || take_sections (self, error)) && way_judge_keep (self->judge, error) &&
         way_exchange_note_mate (self->db, manifest, error) &&
         way_exchange_note_post (self->db, &manifest->device, FALSE, manifest->sequence,
                                 &manifest->id, error) &&
         way_exchange_note_bundle (self->db, manifest, FALSE, &manifest->sender, error) &&
         way_exchange_note_peer (self->db, manifest, error);
}

/* Still in the merge's transaction. */
static gboolean
finish (Take     *self,
        GError  **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);

  if (!check_large (self, error))
    return FALSE;
  if (self->judge != NULL)
    return note_sealed (self, error);
  return self->options->preview ||
         (way_exchange_note_bundle (self->db, manifest, FALSE, &manifest->sender, error) &&
          way_exchange_note_peer (self->db, manifest, error));
}

/* --- Edits --- */

/* Whether the edit may be given to the merge; it is put in quarantine else. */
static gboolean
judge (Take                  *self,
       const WayForeignEdit  *edit,
       gboolean              *pass,
       GError               **error)
{
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  g_autofree char *detail = NULL;
  const char *why;
  gboolean known;

  *pass = !self->late;
  if (self->judge == NULL || self->late)
    return TRUE;
  if (!way_judge_edit (self->judge, edit, &known, &why, &detail, error))
    return FALSE;
  if (!known)
    self->clocks += (edit->clock >> 16) > g_get_real_time () / 1000 + CLOCK_AHEAD;
  if (why == NULL)
    return known || (weigh (self, edit, error) &&
                     (way_judge_sender (self->judge)->role == WAY_COPY_OFFICE ||
                      way_exchange_note_held (self->db, &manifest->device, edit, error)));
  *pass = FALSE;
  self->cloned += strcmp (why, "cloned") == 0;
  self->quarantined++;
  return way_quarantine_put (self->db, edit, &manifest->device, &manifest->id, why, detail, error);
}

/* Feeds the merge; at the end, still in its transaction, notes what came. */
static gboolean
next_edit (const WayForeignEdit **edit,
           gpointer               data,
           GError               **error)
{
  Take *self = data;
  const WayManifest *manifest = way_bundle_manifest (self->bundle);
  gboolean pass = FALSE;

  if (!self->prepared && self->judge != NULL &&
      !way_judge_prepare (self->judge, &self->options->today, error))
    return FALSE;
  self->prepared = TRUE;
  while (!pass)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !way_bundle_next (edit, self->bundle, error))
        return FALSE;
      if (*edit == NULL)
        return finish (self, error);
      self->taken++;
      if (self->progress != NULL)
        self->progress ((double) self->taken / (double) MAX (manifest->edits, 1),
                        N_("Reading edits"), self->data);
      if (!judge (self, *edit, &pass, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Snapshots --- */

static char *
snapshot_prefix (WayDb *db)
{
  return g_strconcat (way_db_path (db), ".before-import-", NULL);
}

/* Beside the file, under the moment's name; a copy in memory has none. */
static gboolean
take_snapshot (WayDb   *db,
               GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *moment = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *prefix = snapshot_prefix (db);
  g_autofree char *path = NULL;

  if (strcmp (way_db_path (db), ":memory:") == 0)
    return TRUE;
  path = g_strdup_printf ("%s%s-%06d", prefix, moment, g_date_time_get_microsecond (now));
  return way_backup_write (db, path, error);
}

/* What this copy may not hold any more it holds in no snapshot either. */
static void
drop_snapshots (WayDb *db)
{
  g_autofree char *prefix = snapshot_prefix (db);
  g_autofree char *folder = g_path_get_dirname (prefix);
  g_autofree char *begin = g_path_get_basename (prefix);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, begin))
        g_unlink (path);
    }
}

/* Whether the bundle brings nothing new: then nothing needs a snapshot. */
static gboolean
brings_news (Take      *self,
             gboolean  *news,
             GError   **error)
{
  g_autoptr(WayRanges) heard = way_exchange_read_heard (self->db, error);
  const WayForeignEdit *edit;

  *news = FALSE;
  if (heard == NULL)
    return FALSE;
  do
    {
      if (!way_bundle_next (&edit, self->bundle, error))
        return FALSE;
      *news |= edit != NULL &&
               (edit->more || !way_ranges_has (heard, &edit->replica, edit->number));
    }
  while (edit != NULL && !*news);
  way_bundle_rewind (self->bundle);
  return TRUE;
}

/* --- All of it --- */

static gboolean
open_file (Take          *self,
           const char    *path,
           const guint8  *authority,
           GError       **error)
{
  g_autoptr(GBytes) bytes = way_file_read (path, MOST_FILE, error);

  if (bytes == NULL)
    return FALSE;
  return way_seal_is_sealed (bytes) ? open_sealed (self, bytes, authority, path, error)
                                    : open_plain (self, bytes, path, error);
}

static gboolean
run (Take      *self,
     gboolean   snapshot,
     GError   **error)
{
  gboolean news, done;

  if (self->options->preview)
    return way_merge_preview (self->db, next_edit, self, self->report, error);
  if (!brings_news (self, &news, error) ||
      (news && snapshot && !take_snapshot (self->db, error)))
    return FALSE;
  done = way_merge_run (self->db, next_edit, self, self->report, error) &&
         (self->judge == NULL || way_quarantine_tidy (self->db, error));
  if (done && self->retired > 0)
    drop_snapshots (self->db);
  return done;
}

gboolean
way_exchange_take_as (WayDb                 *db,
                      const char            *path,
                      const guint8          *authority,
                      const WayTakeOptions  *options,
                      WayProgressFunc        progress,
                      gpointer               data,
                      GCancellable          *cancellable,
                      WayMergeReport        *report,
                      WayManifest          **manifest,
                      GError               **error)
{
  WayTakeOptions wanted = *options;
  g_auto(Take) self = { .db = db, .options = &wanted, .progress = progress, .data = data,
                        .cancellable = cancellable, .report = report };
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (!way_date_is_set (&wanted.today))
    g_date_set_dmy (&wanted.today, (GDateDay) g_date_time_get_day_of_month (now),
                    (GDateMonth) g_date_time_get_month (now),
                    (GDateYear) g_date_time_get_year (now));
  self.pupils = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  if (!open_file (&self, path, authority, error) || !run (&self, authority == NULL, error))
    return FALSE;
  report->quarantined = self.quarantined;
  report->retired = self.retired;
  if (manifest != NULL)
    *manifest = way_exchange_copy_manifest (way_bundle_manifest (self.bundle));
  return TRUE;
}

gboolean
way_exchange_take (WayDb                 *db,
                   const char            *path,
                   const WayTakeOptions  *options,
                   WayProgressFunc        progress,
                   gpointer               data,
                   GCancellable          *cancellable,
                   WayMergeReport        *report,
                   WayManifest          **manifest,
                   GError               **error)
{
  return way_exchange_take_as (db, path, NULL, options, progress, data, cancellable, report,
                               manifest, error);
}

gboolean
way_exchange_preview (WayDb           *db,
                      const char      *path,
                      WayMergeReport  *report,
                      WayManifest    **manifest,
                      GError         **error)
{
  WayTakeOptions options = { .preview = TRUE };

  return way_exchange_take (db, path, &options, NULL, NULL, NULL, report, manifest, error);
}

gboolean
way_exchange_import (WayDb            *db,
                     const char       *path,
                     WayProgressFunc   progress,
                     gpointer          data,
                     GCancellable     *cancellable,
                     WayMergeReport   *report,
                     WayManifest     **manifest,
                     GError          **error)
{
  WayTakeOptions options = { .sure = FALSE };

  return way_exchange_take (db, path, &options, progress, data, cancellable, report, manifest,
                            error);
}
