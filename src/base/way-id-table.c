/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing with linear probes; at most half of the slots are taken.  Made for
 * ids that are random at their end: what somebody else chose to be alike makes it
 * slow and not wrong. */

#include "way-id-table.h"

#define FEWEST 64                /* slots; a power of two */

typedef struct
{
  WayId id;                      /* null: free */
  guint number;
} Slot;

struct _WayIdTable
{
  Slot  *slots;
  guint  n_slots;
  guint  n_taken;
};

WayIdTable *
way_id_table_new (void)
{
  WayIdTable *self = g_new (WayIdTable, 1);

  self->n_slots = FEWEST;
  self->n_taken = 0;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
way_id_table_free (WayIdTable *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

/* The id's slot, or the free one that it would take. */
static Slot *
find_slot (const WayIdTable *self,
           const WayId      *id)
{
  guint at = way_id_hash (id) & (self->n_slots - 1);

  while (!way_id_is_null (&self->slots[at].id) && !way_id_equal (&self->slots[at].id, id))
    at = (at + 1) & (self->n_slots - 1);
  return &self->slots[at];
}

static void
grow (WayIdTable *self)
{
  g_autofree Slot *old = self->slots;
  guint n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (!way_id_is_null (&old[i].id))
      *find_slot (self, &old[i].id) = old[i];
}

void
way_id_table_set (WayIdTable  *self,
                  const WayId *id,
                  guint        number)
{
  Slot *slot;

  g_return_if_fail (!way_id_is_null (id));
  if (2 * (self->n_taken + 1) > self->n_slots)
    grow (self);
  slot = find_slot (self, id);
  self->n_taken += way_id_is_null (&slot->id);
  *slot = (Slot) { *id, number };
}

guint
way_id_table_get (const WayIdTable *self,
                  const WayId      *id)
{
  const Slot *slot = find_slot (self, id);

  return way_id_is_null (&slot->id) ? G_MAXUINT : slot->number;
}
