/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-field.h"

G_BEGIN_DECLS

/* Checks that look at several fields of one record; FALSE with the field named
 * in the message.  Pure. */
typedef gboolean (*WayRecordCheck) (gconstpointer   record,
                                    GError        **error);

/* Which of its rows a copy holds that does not hold all (exchange.md 5). */
typedef enum
{
  WAY_REACH_AUTO,      /* as the references say: see way_copies_reach() */
  WAY_REACH_OFFICE,    /* none */
  WAY_REACH_ALL,       /* all: the directory */
  WAY_REACH_SETTING,   /* those of the settings that it is for */
  WAY_REACH_PUPIL,     /* those of its pupils */
  WAY_REACH_NAMED,     /* those that a row which it holds refers to */
} WayReach;

typedef struct
{
  guint16         number;       /* permanent, never reused */
  const char     *name;         /* table, journal, command line */
  const char     *view;         /* where lists read from; NULL is the table */
  const char     *label;        /* msgid, one of them: "pupil" */
  const char     *label_plural; /* msgid, header capitals: "Pupils" */
  gsize           size;         /* of the struct */
  const WayField *fields;       /* the first is the id */
  guint           n_fields;
  WayRecordCheck  check;        /* may be NULL */
  WayReach        reach;
  guint           writers;      /* WayCopies that may change rows, beside the office */
  GDestroyNotify  destroy;      /* frees one record, for arrays of them */
} WayEntity;

/* All entities in the order in which they may be written so that what is
 * referred to comes first.  Ends with NULL. */
const WayEntity *const *way_entities        (void);

/* NULL when there is none. */
const WayEntity *way_entity_by_name         (const char       *name);
const WayEntity *way_entity_by_number       (guint             number);
const WayField  *way_entity_field           (const WayEntity  *self,
                                             const char       *name);
const WayField  *way_entity_field_by_number (const WayEntity  *self,
                                             guint             number);

/* A record is the entity's struct.  A new one has every member none. */
gpointer way_record_new    (const WayEntity  *entity);

/* Gives each member that is none the value that its field starts with, as a
 * form does when it opens and `put` does for a new record. */
void     way_record_start  (const WayEntity  *entity,
                            gpointer          record);
gpointer way_record_copy   (const WayEntity  *entity,
                            gconstpointer     record);
void     way_record_free   (const WayEntity  *entity,
                            gpointer          record);
gboolean way_record_equal  (const WayEntity  *entity,
                            gconstpointer     a,
                            gconstpointer     b);

/* Everything that a local write must hold: required fields, each field's own
 * check, the entity's check.  The first fault is reported. */
gboolean way_record_check  (const WayEntity  *entity,
                            gconstpointer     record,
                            GError          **error);

/* What people call the record: its title fields joined by spaces; "" when all
 * are empty.  Free with g_free(). */
char    *way_record_title  (const WayEntity  *entity,
                            gconstpointer     record);

/* The id, which every struct has first. */
const WayId *way_record_id (gconstpointer     record);

/* In a header: the struct's own four functions, as one-line calls.  In the .c
 * file WAY_DEFINE_RECORD with the entity. */
#define WAY_DECLARE_RECORD(Type, prefix)                              \
  extern const WayEntity prefix##_entity;                             \
  Type    *prefix##_new   (void);                                     \
  Type    *prefix##_copy  (const Type *self);                         \
  void     prefix##_free  (Type *self);                               \
  gboolean prefix##_equal (const Type *a,                             \
                           const Type *b);                            \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)

#define WAY_DEFINE_RECORD(Type, prefix)                               \
  Type *prefix##_new (void)                                           \
  { return way_record_new (&prefix##_entity); }                       \
  Type *prefix##_copy (const Type *self)                              \
  { return way_record_copy (&prefix##_entity, self); }                \
  void prefix##_free (Type *self)                                     \
  { way_record_free (&prefix##_entity, self); }                       \
  gboolean prefix##_equal (const Type *a, const Type *b)              \
  { return way_record_equal (&prefix##_entity, a, b); }

G_END_DECLS
