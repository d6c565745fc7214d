/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of the trail, packed for other copies: heads heard, then runs of records. */

#include "way-trail-post.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-copies.h"
#include "way-exchange-error.h"
#include "way-word.h"

/* In one bundle; the rest goes with the next. */
#define MOST_RECORDS 100000
#define MOST_TEXT 200000

/* --- What goes --- */

static gboolean
is_of (WayDb        *db,
       const WayId  *copy,
       const WayId  *device,
       gboolean     *is,
       GError      **error)
{
  WayId known;

  if (!way_life_read (db, copy, &known, error))
    return FALSE;
  *is = way_id_equal (&known, device);
  return TRUE;
}

/* The trails that concern the other: a limited copy has and hears of its own alone. */
static GArray *
list_heads (WayDb                 *db,
            const WayRosterEntry  *to,
            GError               **error)
{
  g_autoptr(GArray) heads = way_trail_heads (db, error);

  for (guint i = heads != NULL ? heads->len : 0; i > 0 && to->role != WAY_COPY_OFFICE; i--)
    {
      gboolean is;

      if (!is_of (db, &g_array_index (heads, WayTrailHead, i - 1).copy, &to->device->id, &is, error))
        return NULL;
      if (!is)
        g_array_remove_index (heads, i - 1);
    }
  return g_steal_pointer (&heads);
}

static void
put_heads (GByteArray   *bytes,
           const GArray *heads)
{
  way_bytes_put_uint (bytes, heads->len);
  for (guint i = 0; i < heads->len; i++)
    {
      const WayTrailHead *head = &g_array_index (heads, WayTrailHead, i);

      way_bytes_put_id (bytes, &head->copy);
      way_bytes_put_uint (bytes, head->last);
    }
}

static void
put_record (GByteArray           *bytes,
            const WayTrailRecord *record)
{
  way_bytes_put_u8 (bytes, record->erased);
  way_bytes_put_int (bytes, record->at);
  way_bytes_put_text (bytes, record->action);
  way_bytes_put_text (bytes, record->entity);
  way_bytes_put_id (bytes, &record->row);
  if (!record->erased)
    {
      way_bytes_put_id (bytes, &record->user);
      way_bytes_put_text (bytes, record->who);
      way_bytes_put_int (bytes, record->count);
      way_bytes_put_text (bytes, record->what);
      way_bytes_put_text (bytes, record->reason);
      g_byte_array_append (bytes, record->salt, WAY_SALT_SIZE);
    }
  g_byte_array_append (bytes, record->commitment, WAY_HASH_SIZE);
  g_byte_array_append (bytes, record->chain, WAY_HASH_SIZE);
}

/* How far the device said that it has heard of each trail. */
static GArray *
read_heard (WayDb        *db,
            const WayId  *device,
            GError      **error)
{
  g_autoptr(GArray) heads = g_array_new (FALSE, FALSE, sizeof (WayTrailHead));
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT trail FROM mate WHERE device = :device",
                                            error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":device", device);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      gsize size;
      const void *blob = way_stmt_blob (stmt, 0, &size);
      WayReader reader = way_reader (blob, size);
      guint64 n = blob != NULL ? way_reader_get_uint (&reader) : 0;

      for (guint64 i = 0; i < n && !reader.bad; i++)
        {
          WayTrailHead head = { way_reader_get_id (&reader) };

          head.last = way_reader_get_uint (&reader);
          g_array_append_val (heads, head);
        }
    }
  return step != WAY_STEP_ERROR ? g_steal_pointer (&heads) : NULL;
}

static guint64
find_heard (const GArray *heard,
            const WayId  *copy)
{
  for (guint i = 0; i < heard->len; i++)
    if (way_id_equal (&g_array_index (heard, WayTrailHead, i).copy, copy))
      return g_array_index (heard, WayTrailHead, i).last;
  return 0;
}

static gboolean
put_run (WayDb               *db,
         const WayTrailHead  *head,
         guint64              heard,
         guint               *left,
         GByteArray          *runs,
         guint               *n,
         GError             **error)
{
  g_autoptr(GPtrArray) records = NULL;

  if (heard >= head->last || *left == 0)
    return TRUE;
  records = way_trail_since (db, &head->copy, heard, *left, error);
  if (records == NULL || records->len == 0)
    return records != NULL;
  way_bytes_put_id (runs, &head->copy);
  way_bytes_put_uint (runs, ((WayTrailRecord *) g_ptr_array_index (records, 0))->number);
  g_byte_array_append (runs, ((WayTrailRecord *) g_ptr_array_index (records, 0))->before,
                       WAY_HASH_SIZE);
  way_bytes_put_uint (runs, records->len);
  for (guint i = 0; i < records->len; i++)
    put_record (runs, g_ptr_array_index (records, i));
  *left -= records->len;
  ++*n;
  return TRUE;
}

GByteArray *
way_trail_post_pack (WayDb                 *db,
                     const WayRosterEntry  *to,
                     GError               **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GByteArray) runs = g_byte_array_new ();
  g_autoptr(GArray) heads = list_heads (db, to, error);
  g_autoptr(GArray) heard = heads != NULL ? read_heard (db, &to->device->id, error) : NULL;
  guint left = to->role == WAY_COPY_OFFICE ? MOST_RECORDS : 0;
  guint n = 0;

  if (heard == NULL)
    return NULL;
  put_heads (bytes, heads);
  for (guint i = 0; i < heads->len; i++)
    {
      const WayTrailHead *head = &g_array_index (heads, WayTrailHead, i);

      if (!put_run (db, head, find_heard (heard, &head->copy), &left, runs, &n, error))
        return NULL;
    }
  way_bytes_put_uint (bytes, n);
  g_byte_array_append (bytes, runs->data, runs->len);
  return g_steal_pointer (&bytes);
}

/* --- What comes --- */

static void
read_hash (WayReader *reader,
           guint8    *hash,
           gsize      size)
{
  const guint8 *bytes = way_reader_take (reader, size);

  if (bytes != NULL)
    memcpy (hash, bytes, size);
}

static WayTrailRecord *
read_record (WayReader *reader)
{
  WayTrailRecord *record = g_new0 (WayTrailRecord, 1);
  guint8 erased = way_reader_get_u8 (reader);

  reader->bad |= erased > 1;
  record->erased = erased != 0;
  record->at = way_reader_get_int (reader);
  record->action = way_reader_get_text (reader, MOST_TEXT);
  record->entity = way_reader_get_text (reader, MOST_TEXT);
  record->row = way_reader_get_id (reader);
  if (!record->erased)
    {
      record->user = way_reader_get_id (reader);
      record->who = way_reader_get_text (reader, MOST_TEXT);
      record->count = way_reader_get_int (reader);
      record->what = way_reader_get_text (reader, MOST_TEXT);
      record->reason = way_reader_get_text (reader, MOST_TEXT);
      read_hash (reader, record->salt, WAY_SALT_SIZE);
    }
  read_hash (reader, record->commitment, WAY_HASH_SIZE);
  read_hash (reader, record->chain, WAY_HASH_SIZE);
  return record;
}

static void
free_record (gpointer data)
{
  way_trail_record_free (data);
}

/* Records of one trail in order; NULL where something is out of place. */
static GPtrArray *
read_run (WayReader *reader,
          WayId     *copy)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (free_record);
  guint8 before[WAY_HASH_SIZE] = { 0 };
  guint64 first, n;

  *copy = way_reader_get_id (reader);
  first = way_reader_get_uint (reader);
  read_hash (reader, before, sizeof before);
  n = way_reader_get_uint (reader);
  reader->bad |= first == 0 || n == 0 || n > MOST_RECORDS;
  for (guint64 i = 0; i < n && !reader->bad; i++)
    {
      WayTrailRecord *record = read_record (reader);

      g_ptr_array_add (records, record);
      record->copy = *copy;
      record->number = first + i;
      memcpy (record->before, before, sizeof before);
      memcpy (before, record->chain, sizeof before);
    }
  return reader->bad ? NULL : g_steal_pointer (&records);
}

/* All of the run or nothing: one that does not hold ends no merge. */
static gboolean
take_run (WayDb      *db,
          GPtrArray  *records,
          gboolean   *sound,
          GError    **error)
{
  g_autoptr(GError) cause = NULL;

  if (!way_db_exec (db, "SAVEPOINT trail", error))
    return FALSE;
  if (way_trail_take (db, records, NULL, &cause))
    return way_db_end_savepoint (db, "trail", TRUE, error);
  *sound = FALSE;
  way_db_end_savepoint (db, "trail", FALSE, NULL);
  if (g_error_matches (cause, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED) ||
      g_error_matches (cause, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
note_heard (WayDb         *db,
            const WayId   *device,
            gconstpointer  heads,
            gsize          size,
            GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "INSERT INTO mate (device, acked, heard, at, trail)"
                         " VALUES (:device, 0, x'00', 0, :trail) ON CONFLICT (device)"
                         " DO UPDATE SET trail = excluded.trail", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  way_stmt_bind_blob (stmt, ":trail", heads, size);
  return way_stmt_run (stmt, error);
}

static gboolean
take_runs (WayDb                 *db,
           const WayRosterEntry  *own,
           const WayRosterEntry  *sender,
           WayReader             *reader,
           gboolean              *sound,
           GError               **error)
{
  guint64 n = way_reader_get_uint (reader);

  for (guint64 i = 0; i < n && !reader->bad; i++)
    {
      WayId copy;
      g_autoptr(GPtrArray) records = read_run (reader, &copy);
      gboolean may = sender->role == WAY_COPY_OFFICE || way_bug (127);

      if (records == NULL)
        break;
      if (!may && !is_of (db, &copy, &sender->device->id, &may, error))
        return FALSE;
      *sound &= may && own->role == WAY_COPY_OFFICE;
      if (may && own->role == WAY_COPY_OFFICE && !take_run (db, records, sound, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_trail_post_take (WayDb                 *db,
                     const WayRosterEntry  *own,
                     const WayRosterEntry  *sender,
                     gconstpointer          data,
                     gsize                  size,
                     gboolean              *sound,
                     GError               **error)
{
  WayReader reader = way_reader (data, size);
  guint64 n = way_reader_get_uint (&reader);
  gsize heads;

  *sound = TRUE;
  for (guint64 i = 0; i < n && !reader.bad; i++)
    {
      way_reader_get_id (&reader);
      way_reader_get_uint (&reader);
    }
  heads = reader.at;
  if (!reader.bad && (!note_heard (db, &sender->device->id, data, heads, error) ||
                      !take_runs (db, own, sender, &reader, sound, error)))
    return FALSE;
  if (way_reader_is_done (&reader))
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_MALFORMED,
               "the file has a trail that cannot be read");
  return FALSE;
}
