/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index of the log (which page stands in which frame).  SQLite keeps it in a
 * file beside the database, for other processes to see; here other processes are
 * kept out, and it never leaves memory. */

#include "way-vfs-private.h"

#define N_LOCKS SQLITE_SHM_NLOCK

struct _WayVfsIndex
{
  GMutex     mutex;
  GPtrArray *regions;
  int        holders[N_LOCKS];      /* how many share it; -1: one has it alone */
};

WayVfsIndex *
way_vfs_index_new (void)
{
  WayVfsIndex *self = g_new0 (WayVfsIndex, 1);

  g_mutex_init (&self->mutex);
  self->regions = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
way_vfs_index_free (WayVfsIndex *self)
{
  g_ptr_array_unref (self->regions);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
way_vfs_index_clear (WayVfsIndex *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->regions, 0);
  g_mutex_unlock (&self->mutex);
}

int
way_vfs_index_map (WayVfsIndex    *self,
                   int             region,
                   int             size,
                   gboolean        extend,
                   void volatile **memory)
{
  g_mutex_lock (&self->mutex);
  while (extend && self->regions->len <= (guint) region)
    g_ptr_array_add (self->regions, g_malloc0 ((gsize) size));
  *memory = (guint) region < self->regions->len ? g_ptr_array_index (self->regions, region) : NULL;
  g_mutex_unlock (&self->mutex);
  return SQLITE_OK;
}

static void
let_go (WayVfsIndex *self,
        WayVfsHold  *hold,
        int          lock)
{
  guint16 bit = (guint16) (1 << lock);

  if (hold->exclusive & bit)
    self->holders[lock] = 0;
  else if (hold->shared & bit)
    self->holders[lock]--;
  hold->exclusive &= (guint16) ~bit;
  hold->shared &= (guint16) ~bit;
}

/* Whether the lock can be had beside those who have it. */
static gboolean
may_take (WayVfsIndex *self,
          WayVfsHold  *hold,
          int          lock,
          gboolean     alone)
{
  guint16 bit = (guint16) (1 << lock);
  int others = self->holders[lock] - ((hold->shared & bit) != 0 ? 1 : 0);

  if (hold->exclusive & bit)
    return TRUE;
  return alone ? others == 0 : self->holders[lock] >= 0;
}

static void
take (WayVfsIndex *self,
      WayVfsHold  *hold,
      int          lock,
      gboolean     alone)
{
  guint16 bit = (guint16) (1 << lock);

  if ((hold->exclusive & bit) || (!alone && (hold->shared & bit)))
    return;
  if (alone)
    {
      self->holders[lock] = -1;
      hold->exclusive |= bit;
      hold->shared &= (guint16) ~bit;
    }
  else
    {
      self->holders[lock]++;
      hold->shared |= bit;
    }
}

int
way_vfs_index_lock (WayVfsIndex *self,
                    WayVfsHold  *hold,
                    int          offset,
                    int          n,
                    int          flags)
{
  gboolean alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  int code = SQLITE_OK;

  g_mutex_lock (&self->mutex);
  for (int lock = offset; lock < offset + n && (flags & SQLITE_SHM_LOCK); lock++)
    if (!may_take (self, hold, lock, alone))
      code = SQLITE_BUSY;
  for (int lock = offset; lock < offset + n && code == SQLITE_OK; lock++)
    if (flags & SQLITE_SHM_UNLOCK)
      let_go (self, hold, lock);
    else
      take (self, hold, lock, alone);
  g_mutex_unlock (&self->mutex);
  return code;
}

void
way_vfs_index_barrier (WayVfsIndex *self)
{
  g_mutex_lock (&self->mutex);
  g_mutex_unlock (&self->mutex);
}
