/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* The Section 19 register: children without suitable full-time education. */
#define WAY_TYPE_REGISTER_PAGE (way_register_page_get_type ())
G_DECLARE_FINAL_TYPE (WayRegisterPage, way_register_page, WAY, REGISTER_PAGE, WayPage)

G_END_DECLS
