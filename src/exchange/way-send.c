/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for one device: what it has not acknowledged, cut to what it may hold,
 * signed by this device and sealed to that one. */

#include "way-send.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-bodies.h"
#include "way-bug-private.h"
#include "way-copies.h"
#include "way-dropped.h"
#include "way-exchange-private.h"
#include "way-file.h"
#include "way-narrowing.h"
#include "way-scope.h"
#include "way-select.h"
#include "way-trail-post.h"
#include "way-watch.h"
#include "way-word.h"

typedef struct
{
  WayDb           *db;
  WayDevice       *device;   /* own */
  WayRoster       *roster;
  GBytes          *body;     /* of the roster */
  WayRosterEntry  *own;
  WayRosterEntry  *to;
  WaySelection    *selection;
  WayRanges       *heard;    /* by the other */
  guint64          acked;
  WayRanges       *known;    /* what this copy has heard */
  guint64          mark;     /* how far the other is told of rows given or dropped */
  WayBundleWriter *writer;
  WayManifest     *manifest; /* the writer's */
  WayProgressFunc  progress;
  gpointer         data;
  GCancellable    *cancellable;
  guint            said;     /* edits, rows to drop, rows dropped and files in it */
} Send;

static void
send_clear (Send *self)
{
  way_device_free (self->device);
  way_roster_free (self->roster);
  g_clear_pointer (&self->body, g_bytes_unref);
  way_selection_free (self->selection);
  g_clear_pointer (&self->heard, way_ranges_free);
  g_clear_pointer (&self->known, way_ranges_free);
  way_bundle_writer_free (self->writer);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Send, send_clear)

static gboolean refuse (GError **error, WayExchangeError code, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError           **error,
        WayExchangeError   code,
        const char        *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (WAY_EXCHANGE_ERROR, (int) code, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* --- Who may send to whom --- */

static gboolean
check_parties (Send    *self,
               GError **error)
{
  gint64 now = g_get_real_time () / 1000;

  if (self->own == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, "%s: is not in the roster",
                   self->device->name);
  if (self->own->revoked != 0)
    return refuse (error, WAY_EXCHANGE_ERROR_REVOKED, "%s: was revoked, and sends nothing any more",
                   self->device->name);
  if (!way_roster_entry_holds (self->own, now))
    return refuse (error, WAY_EXCHANGE_ERROR_REVOKED,
                   "%s: its time in the roster has run out, and it sends nothing until it is"
                   " enrolled again", self->device->name);
  if (self->to == self->own)
    return refuse (error, WAY_EXCHANGE_ERROR_OWN, "%s: is this copy itself", self->to->device->name);
  if (self->to->revoked != 0)
    return refuse (error, WAY_EXCHANGE_ERROR_REVOKED, "%s: was revoked; nothing is sealed to it",
                   self->to->device->name);
  if (!way_roster_entry_holds (self->to, now))
    return refuse (error, WAY_EXCHANGE_ERROR_REVOKED,
                   "%s: its time in the roster has run out; nothing is sealed to it",
                   self->to->device->name);
  if (self->own->role != WAY_COPY_OFFICE && self->to->role != WAY_COPY_OFFICE)
    return refuse (error, WAY_EXCHANGE_ERROR_ROLE,
                   "%s: is no office copy, and this one may send to those alone",
                   self->to->device->name);
  return TRUE;
}

static gboolean
find_parties (Send         *self,
              const WayId  *to,
              GError      **error)
{
  g_autoptr(GError) cause = NULL;

  self->device = way_device_read (self->db, &cause);
  self->roster = cause == NULL ? way_roster_read (self->db, &self->body, &cause) : NULL;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (self->device == NULL || self->roster == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_NO_DEVICE, "%s: is no enrolled copy",
                   way_db_path (self->db));
  self->own = way_roster_find (self->roster, &self->device->id);
  self->to = way_roster_find (self->roster, to);
  if (self->to == NULL)
    return refuse (error, WAY_EXCHANGE_ERROR_UNKNOWN, "%s", "there is no such device");
  return check_parties (self, error);
}

/* --- The manifest --- */

static GArray *
one_id (const WayId *id)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayId));

  g_array_append_val (ids, *id);
  return ids;
}

/* To a limited copy an office answers for what it put in quarantine too: what is
 * kept there need not be sent again, and is no reason to keep a child who left.
 * Another office does not get it from here, and must not be told to have it. */
static gboolean
tell_kept (Send    *self,
           GError **error)
{
  self->known = g_steal_pointer (&self->manifest->heard);
  self->manifest->heard = way_exchange_read_kept (self->db, error);
  return self->manifest->heard != NULL;
}

static gboolean
begin (Send           *self,
       WayBundleKind   kind,
       GError        **error)
{
  WayManifest *manifest = way_exchange_make_manifest (self->db, error);
  guint64 sent;

  if (manifest == NULL)
    return FALSE;
  self->manifest = manifest;
  self->writer = way_bundle_writer_new (manifest);
  manifest->kind = kind;
  manifest->device = self->device->id;
  manifest->audience = one_id (&self->to->device->id);
  manifest->roster = self->roster->number;
  manifest->role = self->to->role;
  if (self->to->scope->len > 0)
    {
      manifest->scope = g_array_new (FALSE, FALSE, sizeof (WayId));
      g_array_append_vals (manifest->scope, self->to->scope->data, self->to->scope->len);
    }
  if (!way_exchange_read_post (self->db, &self->to->device->id, TRUE, &sent, &manifest->previous,
                               error) ||
      !way_exchange_read_post (self->db, &self->to->device->id, FALSE, &manifest->received, NULL,
                               error) ||
      !way_exchange_read_mate (self->db, &self->to->device->id, &self->acked, &self->heard, error))
    return FALSE;
  manifest->sequence = sent + 1;
  return self->to->role == WAY_COPY_OFFICE || tell_kept (self, error);
}

/* --- What goes --- */

/* A limited copy tells what it wrote itself, and nothing that it was told. */
static GArray *
list_own (Send    *self,
          GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (WayEditId));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT edit.id, replica.id, edit.id & 1099511627775 FROM edit"
                         " JOIN replica ON replica.number = edit.id >> 40"
                         " JOIN life ON life.replica = replica.id AND life.device = :device"
                         " ORDER BY edit.id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":device", &self->device->id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayEditId id = way_stmt_int (stmt, 0);
      WayId replica = way_stmt_id (stmt, 1);

      if (!way_ranges_has (self->heard, &replica, (guint64) way_stmt_int (stmt, 2)))
        g_array_append_val (ids, id);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_selected (Send    *self,
                GError **error)
{
  g_autoptr(GArray) ids = way_selection_edits (self->selection, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      WayWatch watch = { .progress = self->progress, .phase = N_("Writing edits"),
                         .data = self->data, .cancellable = self->cancellable,
                         .from = (double) i / ids->len, .to = (double) (i + 1) / ids->len };
      g_autoptr(WayForeignEdit) edit = NULL;
      g_autoptr(GError) cause = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (watch.from, watch.phase, self->data);
      way_watch_set (self->db, &watch);
      edit = way_selection_get (self->selection, g_array_index (ids, WayEditId, i), &cause);
      way_watch_set (self->db, NULL);
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (edit != NULL)
        way_bundle_writer_add (self->writer, edit);
      self->said += edit != NULL;
    }
  return TRUE;
}

static gboolean
write_edits (Send         *self,
             const GDate  *today,
             GError      **error)
{
  g_autoptr(GArray) ids = NULL;

  if (self->to->role != WAY_COPY_OFFICE)
    {
      self->selection = way_selection_new (self->db, self->to, today, error);
      return self->selection != NULL &&
             (self->to->role == WAY_COPY_GOVERNANCE || write_selected (self, error));
    }
  ids = self->own->role == WAY_COPY_OFFICE
          ? way_exchange_list_unheard (self->db, self->heard, error)
          : list_own (self, error);
  self->said += ids != NULL ? ids->len : 0;
  return ids != NULL && way_exchange_write_edits (self->db, self->writer, ids, self->progress,
                                                  self->data, self->cancellable, error);
}

static void
write_rows (Send           *self,
            WaySectionKind  kind,
            const GArray   *rows)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  if (rows->len == 0)
    return;
  self->said += rows->len;
  way_bytes_put_uint (bytes, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayRetiredRow *row = &g_array_index (rows, WayRetiredRow, i);

      way_bytes_put_id (bytes, &row->row);
      way_bytes_put_uint (bytes, row->entity);
    }
  way_bundle_writer_add_section (self->writer, kind, bytes->data, bytes->len);
}

/* What this copy was told to drop and has not, until the office knows. */
static gboolean
write_dropped (Send     *self,
               guint64   told,
               GError  **error)
{
  g_autoptr(GArray) rows = way_dropped_list (self->db, told, error);
  g_autoptr(GByteArray) back = g_byte_array_new ();
  guint n;

  if (rows == NULL || !way_dropped_read_mark (self->db, &self->mark, error) ||
      !way_dropped_put_back (self->db, told, back, &n, error))
    return FALSE;
  write_rows (self, WAY_SECTION_DROPPED, rows);
  if (n > 0)
    way_bundle_writer_add_section (self->writer, WAY_SECTION_BACK, back->data, back->len);
  self->said += n;
  return TRUE;
}

/* How far this copy took in the files of the other offices: what they gave it is
 * theirs to take back too. */
static gboolean
write_receipts (Send    *self,
                GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  way_bytes_put_uint (bytes, way_narrowing_turns (self->db));
  if (!way_exchange_put_receipts (self->db, &self->to->device->id, bytes, error))
    return FALSE;
  way_bundle_writer_add_section (self->writer, WAY_SECTION_RECEIPTS, bytes->data, bytes->len);
  return TRUE;
}

/* What limited copies were given since the other office was told. */
static gboolean
write_given (Send     *self,
             guint64   told,
             GError  **error)
{
  g_autoptr(GByteArray) bytes = way_given_pack (self->db, &self->to->device->id, told, error);

  if (bytes == NULL || !way_given_read_mark (self->db, &self->mark, error))
    return FALSE;
  if (!way_bug (121))
    way_bundle_writer_add_section (self->writer, WAY_SECTION_GIVEN, bytes->data, bytes->len);
  return TRUE;
}

/* What offices must know of limited copies. */
static gboolean
write_rows_told (Send    *self,
                 GError **error)
{
  g_auto(WayTold) told = { NULL };

  if (self->to->role != WAY_COPY_OFFICE)
    return TRUE;
  if (!way_exchange_read_told (self->db, &self->to->device->id, self->to->role, self->acked, &told,
                               error))
    return FALSE;
  return self->own->role == WAY_COPY_OFFICE
           ? write_given (self, told.mark, error)
           : write_dropped (self, told.mark, error) && write_receipts (self, error);
}

/* Papers of one kind of record: to an office all that it may not have, to a limited
 * copy those of rows that are new to it. */
static gboolean
list_files_of (Send             *self,
               const WayEntity  *entity,
               GPtrArray        *digests,
               GError          **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  sql = g_strdup_printf ("SELECT DISTINCT attachment_body.digest FROM attachment_body"
                         " JOIN \"%s\" AS paper ON paper.digest = attachment_body.digest%s"
                         " WHERE NOT EXISTS (SELECT 1 FROM file_sent WHERE"
                         "  file_sent.device = :device AND file_sent.sequence <= :acked"
                         "  AND file_sent.digest = attachment_body.digest)", entity->name,
                         self->selection != NULL
                           ? " JOIN temp.send ON temp.send.row = paper.id AND temp.send.fresh" : "");
  stmt = way_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->to->device->id);
  way_stmt_bind_int (stmt, ":acked", (gint64) self->acked);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (digests, g_strdup (way_stmt_text (stmt, 0)));
  return step == WAY_STEP_DONE;
}

/* A record names its paper by the digest. */
static GPtrArray *
list_files (Send    *self,
            GError **error)
{
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      const WayField *digest = way_entity_field (entities[i], "digest");

      if (digest != NULL && way_copies_may_read (digest, self->to->role) &&
          !list_files_of (self, entities[i], digests, error))
        return NULL;
    }
  return g_steal_pointer (&digests);
}

static gboolean
note_file (Send        *self,
           const char  *digest,
           GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self->db,
                         "INSERT OR REPLACE INTO file_sent (device, digest, sequence)"
                         " VALUES (:device, :digest, :sequence)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->to->device->id);
  way_stmt_bind_text (stmt, ":digest", digest);
  way_stmt_bind_int (stmt, ":sequence", (gint64) self->manifest->sequence);
  return way_stmt_run (stmt, error);
}

static gboolean
write_files (Send    *self,
             GError **error)
{
  g_autoptr(GPtrArray) digests = list_files (self, error);

  if (digests == NULL)
    return FALSE;
  for (guint i = 0; i < digests->len; i++)
    {
      const char *digest = g_ptr_array_index (digests, i);
      g_autoptr(GError) cause = NULL;
      g_autoptr(GBytes) body = way_bodies_get (self->db, digest, &cause);

      if (body == NULL)
        continue;                   /* not here, or spoilt: it is no paper of this one */
      way_bundle_writer_add_section (self->writer, WAY_SECTION_FILE,
                                     g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      self->said++;
      if (!note_file (self, digest, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_trail (Send    *self,
             GError **error)
{
  g_autoptr(GByteArray) bytes = way_trail_post_pack (self->db, self->to, error);

  if (bytes == NULL)
    return FALSE;
  if (!way_bug (128))
    way_bundle_writer_add_section (self->writer, WAY_SECTION_TRAIL, bytes->data, bytes->len);
  return TRUE;
}

static gboolean
write_sections (Send    *self,
                GError **error)
{
  g_autoptr(GByteArray) words = NULL;

  way_bundle_writer_add_section (self->writer, WAY_SECTION_ROSTER,
                                 g_bytes_get_data (self->body, NULL),
                                 g_bytes_get_size (self->body));
  if (self->to->role == WAY_COPY_OFFICE)
    {
      words = way_words_pack (self->db, error);
      if (words == NULL)
        return FALSE;
      way_bundle_writer_add_section (self->writer, WAY_SECTION_WORDS, words->data, words->len);
    }
  if (self->selection != NULL && !way_bug (112))
    write_rows (self, WAY_SECTION_RETIRED, way_selection_retired (self->selection));
  return write_rows_told (self, error) && write_trail (self, error) && write_files (self, error);
}

/* --- All of it --- */

static gboolean
finish (Send        *self,
        const char  *path,
        GError     **error)
{
  g_autoptr(GBytes) content = way_bundle_writer_sign (self->writer, self->device->sign_secret,
                                                      error);
  g_autoptr(GBytes) sealed = NULL;
  const guint8 (*key)[WAY_SEAL_KEY_SIZE] = (const guint8 (*)[WAY_SEAL_KEY_SIZE]) self->to->device->box;

  if (content == NULL)
    return FALSE;
  sealed = way_seal_close (g_bytes_get_data (content, NULL), g_bytes_get_size (content), key, 1,
                           self->progress, self->data, self->cancellable, error);
  return sealed != NULL && way_file_write (path, sealed, error);
}

/* The copy that the device writes as, where it wrote before; else the device. */
static gboolean
find_other (Send    *self,
            WayId   *other,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  *other = self->to->device->id;
  stmt = way_db_prepare (self->db,
                         "SELECT life.replica FROM life JOIN peer ON peer.replica = life.replica"
                         " WHERE life.device = :device ORDER BY peer.at DESC LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", other);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    *other = way_stmt_id (stmt, 0);
  return step != WAY_STEP_ERROR;
}

static gboolean
note (Send    *self,
      GError **error)
{
  WayId other;

  if (!find_other (self, &other, error))
    return FALSE;
  return (self->selection == NULL ||
          way_given_note_sent (self->db, &self->to->device->id, self->manifest->sequence, error)) &&
         way_exchange_note_post (self->db, &self->to->device->id, TRUE, self->manifest->sequence,
                                 &self->manifest->id, error) &&
         way_exchange_note_told (self->db, &self->to->device->id, self->to->role,
                                 self->manifest->sequence, self->known, self->mark, error) &&
         way_exchange_note_bundle (self->db, self->manifest, TRUE, &other, error);
}

/* Figures for who may hold no record. */
static gboolean
write_figures (Send             *self,
               const GPtrArray  *tables,
               GError          **error)
{
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const WayFigureTable *table = g_ptr_array_index (tables, i);
      g_autoptr(GByteArray) bytes = way_figure_table_pack (table);

      way_bundle_writer_add_section (self->writer, WAY_SECTION_TABLE, bytes->data, bytes->len);
    }
  return TRUE;
}

static gboolean
is_silent (const Send            *self,
           const WaySendOptions  *options)
{
  return options->news_only && self->said == 0;
}

static gboolean
run (Send                  *self,
     const WaySendOptions  *options,
     const char            *path,
     GError               **error)
{
  gboolean figures = self->to->role == WAY_COPY_GOVERNANCE;
  WayBundleKind kind = options->invite ? WAY_BUNDLE_INVITE
                       : figures       ? WAY_BUNDLE_FIGURES
                                       : WAY_BUNDLE_EDITS;

  return begin (self, kind, error) &&
         way_words_sign_heads (self->db, self->device, self->roster->number, FALSE, error) &&
         (self->own->role != WAY_COPY_OFFICE ||
          way_words_vouch (self->db, self->device, self->roster->number, error)) &&
         write_edits (self, &options->today, error) &&
         write_sections (self, error) &&
         (is_silent (self, options) ||
          (write_figures (self, options->tables, error) && note (self, error) &&
           finish (self, path, error)));
}

gboolean
way_exchange_send (WayDb                 *db,
                   const WayId           *to,
                   const WaySendOptions  *options,
                   const char            *path,
                   WayProgressFunc        progress,
                   gpointer               data,
                   GCancellable          *cancellable,
                   WayManifest          **manifest,
                   GError               **error)
{
  g_auto(Send) self = { .db = db, .progress = progress, .data = data,
                        .cancellable = cancellable };
  gboolean done, silent;

  if (!find_parties (&self, to, error) || !way_db_exec (db, "SAVEPOINT send", error))
    return FALSE;
  done = run (&self, options, path, error);
  silent = done && is_silent (&self, options);
  if (!way_db_end_savepoint (db, "send", done && !silent, error))
    return silent;
  if (manifest != NULL)
    *manifest = way_exchange_copy_manifest (self.manifest);
  return TRUE;
}
