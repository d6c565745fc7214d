/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sim.h"

G_BEGIN_DECLS

typedef struct
{
  WayDb    *db;
  WayId     replica;
  gint64    now;         /* microseconds; moved by each look */
  gboolean  older;
} SimCopy;

/* --- Copies (way-sim-copy.c) --- */

/* An empty copy of the newer or older program, under a name of its own. */
void      sim_copy_start   (SimCopy       *self,
                            gboolean       older,
                            guint64       *chance);

/* Starts as a clone of another. */
void      sim_copy_clone   (SimCopy       *self,
                            SimCopy       *from,
                            guint64       *chance);
void      sim_copy_stop    (SimCopy       *self);

/* From here on the program is as the copy has it. */
void      sim_copy_act     (const SimCopy *self);
gboolean  sim_copy_upgrade (SimCopy       *self,
                            GError       **error);
void      sim_copy_reopen  (SimCopy       *self);
WayId     sim_random_id    (guint64       *chance);

/* The entities that histories are about; ends with NULL. */
extern const char *const sim_entities[];

/* The texts that people type into in an entity; ends with NULL. */
const char *const *sim_texts (const WayEntity *entity);

/* All that a copy shows and keeps, under names that all copies know: rows,
 * cells, conflicts; and everything that it has heard. */
char     *sim_copy_show    (const SimCopy *self);
char     *sim_copy_heard   (const SimCopy *self);

/* --- The slow, obvious version (way-sim-model.c) --- */

typedef struct _SimModel SimModel;

/* From the edits that a copy has heard and nothing else. */
SimModel *sim_model_new    (const SimCopy *self,
                            GError       **error);
void      sim_model_free   (SimModel      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimModel, sim_model_free)

/* As sim_copy_show() must be. */
char     *sim_model_show   (SimModel      *self);

/* What somebody typed. */
typedef struct
{
  WayId   author;
  guint   entity;
  WayId   row;
  guint   field;
  char   *text;
} SimTyped;

/* Whether the value is shown, superseded by an edit, or asked about. */
gboolean  sim_model_keeps  (SimModel       *self,
                            const SimTyped *typed);
guint     sim_model_ops    (SimModel       *self);
GPtrArray *sim_model_edits (SimModel       *self);

G_END_DECLS
