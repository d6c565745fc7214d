/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open file, and the news that something changed. */

#include "way-store.h"

#include "way-vfs.h"

struct _WayStore
{
  GObject  parent_instance;

  WayDb   *db;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayStore, way_store, G_TYPE_OBJECT)

static void
way_store_finalize (GObject *object)
{
  WayStore *self = WAY_STORE (object);

  way_db_free (self->db);
  G_OBJECT_CLASS (way_store_parent_class)->finalize (object);
}

static void
way_store_class_init (WayStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", WAY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
way_store_init (WayStore *self)
{
}

WayStore *
way_store_open (const char  *path,
                WayDbMode    mode,
                GError     **error)
{
  WayDb *db = way_db_open (path, mode, error);
  WayStore *self;

  if (db == NULL)
    return NULL;
  if (way_db_is_sealed (db) && mode != WAY_DB_READ)
    way_vfs_keep_ballast (path);
  self = g_object_new (WAY_TYPE_STORE, NULL);
  self->db = db;
  return self;
}

WayDb *
way_store_get_db (WayStore *self)
{
  return self->db;
}

const char *
way_store_get_path (WayStore *self)
{
  return way_db_path (self->db);
}

void
way_store_changed (WayStore *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
way_store_write (WayStore           *self,
                 const WayEditInfo  *info,
                 WayEditFunc         func,
                 gpointer            data,
                 WayEditId          *edit,
                 GError            **error)
{
  if (!way_edit_run (self->db, info, func, data, edit, error))
    return FALSE;
  way_store_changed (self);
  return TRUE;
}

gboolean
way_store_undo (WayStore           *self,
                WayEditId           edit,
                const WayEditInfo  *info,
                WayEditId          *undo,
                GError            **error)
{
  if (!way_edit_undo (self->db, edit, info, undo, error))
    return FALSE;
  way_store_changed (self);
  return TRUE;
}
