"""Timing the things people wait for, in databases made for it and thrown away.

Each measure stands beside another one taken in the same run on the same machine: the
ratio of the two is what may be compared from one machine to the next.
"""
