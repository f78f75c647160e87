from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scripts.benches.growth import GrowthPoint, plot_growth, power_of


def points(power, sizes=(1, 4, 16, 32)):
    return [GrowthPoint(each * 1_000_000, each, 3.0 * each**power, 100.0 * each) for each in sizes]


@given(st.floats(0.2, 3.0))
def test_the_power_that_times_were_made_with_is_found(power):
    assert power_of(points(power)) == pytest.approx(power)


def test_a_picture_of_the_growth_is_drawn(tmp_path):
    plot_growth(points(0.8), tmp_path / "growth.png")
    with Image.open(tmp_path / "growth.png") as picture:
        assert picture.size == (1000, 400)
