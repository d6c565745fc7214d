/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of copies: everything follows from the tables of fields. */

#include "way-copies.h"

#include <string.h>

static const struct
{
  guint       copy;
  const char *name;
} names[] = {
  { WAY_COPY_OFFICE, "office" },
  { WAY_COPY_SCHOOL, "school" },
  { WAY_COPY_OFFICER, "officer" },
  { WAY_COPY_GOVERNANCE, "governance" },
};

const char *
way_copies_name (guint copy)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].copy == copy)
      return names[i].name;
  return "";
}

guint
way_copies_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, name) == 0)
      return names[i].copy;
  return 0;
}

guint
way_copies_classes (const WayEntity *entity,
                    guint            copy)
{
  guint held = 0;
  guint refused = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      guint bit = 1u << field->sensitivity;

      if (field->copies & copy)
        held |= bit;
      else
        refused |= bit;
    }
  return held & ~refused;
}

gboolean
way_copies_may_read (const WayField *field,
                     guint           copy)
{
  return (field->copies & copy) != 0;
}

gboolean
way_copies_may_hold (const WayEntity *entity,
                     guint            copy)
{
  for (guint i = 1; i < entity->n_fields; i++)
    if (way_copies_may_read (&entity->fields[i], copy))
      return TRUE;
  return FALSE;
}

gboolean
way_copies_may_write (const WayEntity *entity,
                      const WayField  *field,
                      guint            copy)
{
  return copy == WAY_COPY_OFFICE ||
         ((entity->writers & copy) != 0 && way_copies_may_read (field, copy));
}

/* References may lead around (an establishment is part of another): what was
 * asked already is no way out. */
#define DEEPEST 6

static WayReach find_reach (const WayEntity *entity,
                            guint            depth);

static WayReach
reach_of_target (const WayField *field,
                 guint           depth)
{
  const WayEntity *target = field->kind == WAY_KIND_REFERENCE ? way_entity_by_name (field->set)
                                                              : NULL;

  return target != NULL && depth < DEEPEST ? find_reach (target, depth + 1) : WAY_REACH_AUTO;
}

static gboolean
refers_to (const WayEntity *entity,
           WayReach         reach,
           guint            depth)
{
  for (guint i = 1; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & WAY_FIELD_DERIVED) == 0 &&
        reach_of_target (&entity->fields[i], depth) == reach)
      return TRUE;
  return FALSE;
}

/* The first field after the id that people fill in tells what the row is about:
 * one of the open class stands in the directory. */
static WayReach
find_reach (const WayEntity *entity,
            guint            depth)
{
  if (entity->reach != WAY_REACH_AUTO)
    return entity->reach;
  if (strcmp (entity->name, "pupil") == 0 || refers_to (entity, WAY_REACH_PUPIL, depth))
    return WAY_REACH_PUPIL;
  if (entity->n_fields > 1 && entity->fields[1].sensitivity == WAY_CLASS_OPEN)
    return WAY_REACH_ALL;
  if (refers_to (entity, WAY_REACH_ALL, depth) || refers_to (entity, WAY_REACH_SETTING, depth))
    return WAY_REACH_SETTING;
  return WAY_REACH_OFFICE;
}

/* Asked for with every operation that comes: found once for each number, which is
 * permanent.  One more than the reach, 0 where it was not asked for yet. */
static int reaches[512];

WayReach
way_copies_reach (const WayEntity *entity)
{
  int *known = entity->number < G_N_ELEMENTS (reaches) ? &reaches[entity->number] : NULL;
  int reach = known != NULL ? g_atomic_int_get (known) : 0;

  if (reach == 0)
    reach = (int) find_reach (entity, 0) + 1;
  if (known != NULL)
    g_atomic_int_set (known, reach);
  return (WayReach) (reach - 1);
}

/* A row of a setting belongs through what is of the directory, too. */
static gboolean
is_owner (const WayField *field,
          WayReach        reach)
{
  const WayEntity *named;
  WayReach target;

  if (field->kind != WAY_KIND_REFERENCE || (field->flags & WAY_FIELD_DERIVED) != 0)
    return FALSE;
  named = way_entity_by_name (field->set);
  target = named != NULL ? way_copies_reach (named) : WAY_REACH_AUTO;
  if (reach == WAY_REACH_PUPIL)
    return target == WAY_REACH_PUPIL;
  return (reach == WAY_REACH_SETTING || reach == WAY_REACH_ALL) &&
         (target == WAY_REACH_SETTING ||
          strcmp (field->set, "establishment") == 0 || strcmp (field->set, "provision") == 0 ||
          strcmp (field->set, "site") == 0);
}

const WayField **
way_copies_owners (const WayEntity *entity)
{
  WayReach reach = way_copies_reach (entity);
  const WayField **owners = g_new0 (const WayField *, entity->n_fields + 1);
  guint n = 0;

  for (guint i = 1; i < entity->n_fields; i++)
    if (is_owner (&entity->fields[i], reach))
      owners[n++] = &entity->fields[i];
  return owners;
}
