/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* For tests: makes an entity known besides those of the program, as the last of
 * them; one of the same number gives its place.  Before a file is opened, and
 * by one thread only. */
void way_entity_add (const WayEntity *entity);

/* For tests of copies that run different versions of the program: these, ending
 * with NULL, are all that is known from now on; NULL: its own again. */
void way_entities_use (const WayEntity *const *list);

G_END_DECLS
