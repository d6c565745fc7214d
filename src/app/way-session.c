/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window's file and day.  Pages listen to one object, so that opening
 * another file or looking back at another day redraws them all alike. */
#include "way-session.h"

#include <glib/gi18n.h>

#include "way-copies.h"
#include "way-drafts.h"
#include "way-exchange.h"
#include "way-history.h"
#include "way-permit.h"
#include "way-records.h"
#include "way-service.h"
#include "way-settings.h"

struct _WaySession
{
  GObject     parent_instance;

  GDate       chosen; /* no date: the computer's */
  GDate       today;
  WayStore   *store;
  gboolean    read_only;
  char       *authority;
  guint       role;
  GHashTable *drafts; /* key -> text */
};

enum
{
  CHANGED,
  WORKING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WaySession, way_session, G_TYPE_OBJECT)

static GDate
computer_day (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return way_date_ymd (g_date_time_get_year (now),
                       g_date_time_get_month (now),
                       g_date_time_get_day_of_month (now));
}

/* The name may have been changed by an edit. */
static void
read_authority (WaySession *self)
{
  WayDb *db = way_session_get_db (self);

  g_free (self->authority);
  self->authority = db != NULL ? way_exchange_dup_authority (db) : NULL;
  self->role = db != NULL ? way_exchange_own_role (db) : WAY_COPY_OFFICE;
}

/* Roles and seals are read anew: an edit may have changed them. */
static void
enter (WaySession *self)
{
  g_autofree char *who = way_session_dup_user (self);
  g_autoptr(GError) error = NULL;

  if (self->store != NULL &&
      !way_permit_enter (way_session_get_db (self), who, &self->today, &error))
    g_warning ("roles could not be read: %s", error->message);
}

static void
user_changed_cb (WaySession *self)
{
  enter (self);
  way_session_emit_changed (self);
}

static void
store_changed_cb (WaySession *self)
{
  enter (self);
  read_authority (self);
  way_session_emit_changed (self);
}

static void
way_session_dispose (GObject *object)
{
  WaySession *self = WAY_SESSION (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_pointer (&self->authority, g_free);
  g_clear_pointer (&self->drafts, g_hash_table_unref);

  G_OBJECT_CLASS (way_session_parent_class)->dispose (object);
}

static void
way_session_class_init (WaySessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_session_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WORKING] = g_signal_new ("working", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_session_init (WaySession *self)
{
  self->chosen = way_date_none ();
  self->today = computer_day ();
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect_object (way_settings_get (), "changed::user-name", G_CALLBACK (user_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

WaySession *
way_session_new (const GDate *today)
{
  WaySession *self = g_object_new (WAY_TYPE_SESSION, NULL);

  if (today != NULL && way_date_is_set (today))
    self->chosen = self->today = *today;
  return self;
}

const GDate *
way_session_get_today (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), NULL);

  return &self->today;
}

void
way_session_set_today (WaySession  *self,
                       const GDate *today)
{
  GDate day;

  g_return_if_fail (WAY_IS_SESSION (self));

  self->chosen = today != NULL && way_date_is_set (today) ? *today : way_date_none ();
  day = way_date_is_set (&self->chosen) ? self->chosen : computer_day ();
  if (way_date_equal (&day, &self->today))
    return;

  self->today = day;
  enter (self);
  way_session_emit_changed (self);
}

gboolean
way_session_is_another_day (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);

  return way_date_is_set (&self->chosen);
}

void
way_session_emit_changed (WaySession *self)
{
  g_return_if_fail (WAY_IS_SESSION (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
way_session_emit_working (WaySession *self)
{
  g_return_if_fail (WAY_IS_SESSION (self));

  g_signal_emit (self, signals[WORKING], 0);
}

/* --- What was typed, over a lock --- */

#define DIALOGS "dialogs"

static const WayId dialogs_id = { { 1 } };

void
way_session_keep_drafts (WaySession *self)
{
  WayDb *db = way_session_get_db (self);
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr(GVariant) all = NULL;
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (db == NULL || !way_db_is_sealed (db) || g_hash_table_size (self->drafts) == 0)
    return;
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_variant_builder_add (&builder, "{ss}", (const char *) key, (const char *) value);
  all = g_variant_ref_sink (g_variant_builder_end (&builder));
  text = g_variant_print (all, FALSE);
  way_drafts_put (db, DIALOGS, &dialogs_id, text, NULL);
}

static void
take_up_drafts (WaySession *self)
{
  WayDb *db = way_session_get_db (self);
  g_autoptr(WayDraft) draft = way_drafts_get (db, DIALOGS, &dialogs_id, NULL);
  g_autoptr(GVariant) all = NULL;
  GVariantIter iter;
  char *key, *text;

  if (draft == NULL)
    return;
  all = g_variant_parse (G_VARIANT_TYPE ("a{ss}"), draft->body, NULL, NULL, NULL);
  if (all != NULL)
    {
      g_variant_iter_init (&iter, all);
      while (g_variant_iter_next (&iter, "{ss}", &key, &text))
        g_hash_table_insert (self->drafts, key, text);
    }
  way_drafts_delete (db, DIALOGS, &dialogs_id, NULL);
}

gboolean
way_session_open (WaySession  *self,
                  const char  *path,
                  GError     **error)
{
  g_autoptr(WayStore) store = NULL;
  g_autoptr(GError) write_error = NULL;
  gboolean read_only = FALSE;

  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);

  store = way_store_open (path, WAY_DB_WRITE, &write_error);
  if (store == NULL && g_error_matches (write_error, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY))
    {
      store = way_store_open (path, WAY_DB_READ, NULL);
      read_only = TRUE;
    }
  if (store == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&write_error));
      return FALSE;
    }

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  self->read_only = read_only;
  if (!read_only)
    take_up_drafts (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  store_changed_cb (self);
  return TRUE;
}

void
way_session_close (WaySession *self)
{
  g_return_if_fail (WAY_IS_SESSION (self));

  if (self->store == NULL)
    return;
  way_session_keep_drafts (self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  self->read_only = FALSE;
  store_changed_cb (self);
}

WayStore *
way_session_get_store (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), NULL);

  return self->store;
}

WayDb *
way_session_get_db (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), NULL);

  return self->store != NULL ? way_store_get_db (self->store) : NULL;
}

gboolean
way_session_is_read_only (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);

  return self->read_only || self->role == WAY_COPY_GOVERNANCE || way_session_is_onlooker (self);
}

gboolean
way_session_may_comment (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);

  return self->store != NULL && self->role == WAY_COPY_GOVERNANCE && !self->read_only &&
         !way_session_is_onlooker (self);
}

gboolean
way_session_is_onlooker (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);

  return self->store != NULL && !way_permit_may_write (way_session_get_db (self));
}

guint
way_session_get_role (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), WAY_COPY_OFFICE);

  return self->role != 0 ? self->role : WAY_COPY_OFFICE;
}

const char *
way_session_get_authority (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), NULL);

  return self->authority != NULL ? self->authority : "";
}

char *
way_session_dup_user (WaySession *self)
{
  g_autofree char *name = g_settings_get_string (way_settings_get (), "user-name");

  if (*name != '\0')
    return g_steal_pointer (&name);
  if (g_get_real_name () != NULL && !g_str_equal (g_get_real_name (), "Unknown"))
    return g_strdup (g_get_real_name ());
  return g_strdup (g_get_user_name ());
}

gboolean
way_session_write (WaySession   *self,
                   const char   *name,
                   const char   *reason,
                   WayEditFunc   func,
                   gpointer      data,
                   GError      **error)
{
  g_autofree char *who = NULL;
  WayEditInfo info = { .name = name, .reason = reason };

  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);
  g_return_val_if_fail (self->store != NULL, FALSE);

  who = way_session_dup_user (self);
  info.who = who;
  info.user = way_permit_user (way_session_get_db (self));
  return way_store_write (self->store, &info, func, data, NULL, error);
}

/* Whether the file has the record already. */
static gboolean
find_record (WayDb            *db,
             const WayEntity  *entity,
             const WayId      *id,
             gboolean         *there,
             GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer found = NULL;

  if (!way_id_is_null (id))
    found = way_records_get (db, entity, id, &fault);
  *there = found != NULL;
  way_record_free (entity, found);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

gboolean
way_session_put (WaySession       *self,
                 const char       *name,
                 const char       *reason,
                 const WayEntity  *entity,
                 gpointer          record,
                 GError          **error)
{
  g_autofree char *who = NULL;
  WayEditInfo info = { .name = name, .reason = reason };
  WayDb *db = way_session_get_db (self);
  gboolean there;

  g_return_val_if_fail (db != NULL, FALSE);

  if (!find_record (db, entity, way_record_id (record), &there, error))
    return FALSE;
  if (!there)
    way_service_prepare_new (db, entity, record);
  who = way_session_dup_user (self);
  info.who = who;
  info.user = way_permit_user (way_session_get_db (self));
  if (!way_service_save (db, &info, entity, record, !there, way_session_get_today (self), NULL,
                         error))
    return FALSE;
  way_store_changed (self->store);
  return TRUE;
}

gboolean
way_session_delete (WaySession       *self,
                    const char       *name,
                    const char       *reason,
                    const WayEntity  *entity,
                    const WayId      *id,
                    GError          **error)
{
  g_autofree char *who = NULL;
  WayEditInfo info = { .name = name, .reason = reason };

  g_return_val_if_fail (self->store != NULL, FALSE);

  who = way_session_dup_user (self);
  info.who = who;
  info.user = way_permit_user (way_session_get_db (self));
  if (!way_service_delete (way_session_get_db (self), &info, entity, id, NULL, error))
    return FALSE;
  way_store_changed (self->store);
  return TRUE;
}

static char *
dup_edit_name (WayDb     *db,
               WayEditId  edit)
{
  WayHistoryFilter filter = { NULL };
  g_autoptr(GPtrArray) edits = way_history_edits (db, &filter, 0, 200, NULL);

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    {
      const WayHistoryEdit *found = g_ptr_array_index (edits, i);

      if (found->id == edit)
        return g_strdup (found->name);
    }
  return g_strdup ("");
}

gboolean
way_session_undo (WaySession  *self,
                  WayEditId    edit,
                  char       **name,
                  GError     **error)
{
  g_autofree char *who = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *words = NULL;
  WayEditInfo info = { NULL };

  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);
  g_return_val_if_fail (self->store != NULL, FALSE);

  if (edit == 0 && !way_edit_latest (way_session_get_db (self), &edit, error))
    return FALSE;
  if (edit == 0)
    {
      g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOTHING,
                           "There is no edit to take back");
      return FALSE;
    }

  who = way_session_dup_user (self);
  undone = dup_edit_name (way_session_get_db (self), edit);
  words = g_strdup_printf (_("Undo: %s"), undone);
  info.name = words;
  info.who = who;
  info.user = way_permit_user (way_session_get_db (self));
  if (!way_store_undo (self->store, edit, &info, NULL, error))
    return FALSE;

  if (name != NULL)
    *name = g_steal_pointer (&undone);
  return TRUE;
}

const char *
way_session_get_draft (WaySession *self,
                       const char *key)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), NULL);

  return g_hash_table_lookup (self->drafts, key);
}

void
way_session_set_draft (WaySession *self,
                       const char *key,
                       const char *text)
{
  g_return_if_fail (WAY_IS_SESSION (self));

  if (text != NULL)
    g_hash_table_insert (self->drafts, g_strdup (key), g_strdup (text));
  else
    g_hash_table_remove (self->drafts, key);
}
